/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.net.DatagramPacket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a hostile peer may send to an ICE port: STUN, DTLS, RTP and RTCP that are odd or broken, and plain noise (RFC 7983). */
final class GeneratedPacket {

    private static final int CONTROLLING = 0x802a;
    private static final int CONTROLLED = 0x8029;
    private static final int COOKIE = 0x2112A442;
    private static final int[] STUN_TYPES = {0x0001, 0x0001, 0x0001, 0x0011, 0x0101, 0x0111, 0x0003, 0x0103, 0x0113, 0x0004, 0x0016, 0x0017, 0x3fff};
    /** Ends the process when it is empty, unless the library is kept from it: see {@link PingAttribute}. */
    private static final int MISC_INFO = 0xc059;
    private static final int[] STUN_ATTRIBUTES = {0x0001, 0x0006, 0x0008, 0x0009, 0x000a, 0x000d, 0x0012, 0x0013, 0x0014, 0x0015, 0x0020, 0x0024,
            0x0025, 0x8022, 0x8023, 0x8028, 0x8029, 0x802a, 0xc001, 0xc057, 0xc058, MISC_INFO, 0xc05a, 0xc05b, 0xffff};
    private static final int[] RTCP_TYPES = {200, 201, 202, 203, 204, 205, 206, 207, 192, 195};

    private final Random random;
    private final String user;
    private final String password;

    /**
     * @param user     as a connectivity check names it: the attacked end's fragment, a colon, and the attacker's
     * @param password of the attacked end
     */
    GeneratedPacket(Random random, String user, String password) {
        this.random = random;
        this.user = user;
        this.password = password;
    }

    byte[] next() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> check();
            case 2 -> stun();
            case 3 -> records();
            case 4 -> hello();
            case 5 -> rtp();
            case 6 -> rtcp();
            default -> noise(random.nextInt(4) == 0 ? 9_000 : random.nextInt(60));
        };
    }

    /** A connectivity check that is authentic, whatever else it is (RFC 8445 section 7.1). */
    byte[] check() {
        return check(random.nextBoolean() ? CONTROLLING : CONTROLLED, this::oddities);
    }

    /** An authentic check with a GOOG-MISC-INFO in which there is nothing. */
    byte[] checkWithoutNumbers() {
        return check(CONTROLLING, stun -> attribute(stun, MISC_INFO, new byte[0]));
    }

    /**
     * The authentic answer to a check, with a GOOG-MISC-INFO in which there is nothing (RFC 8445 section 7.3).
     *
     * @param own password of the attacker
     */
    static byte[] answerWithoutNumbers(DatagramPacket check, String own) {
        ByteBuffer stun = ByteBuffer.allocate(200);
        stun.putShort((short) 0x0101).putShort((short) 0).put(check.getData(), 4, 16);
        ByteBuffer mapped = ByteBuffer.allocate(8).put((byte) 0).put((byte) 1).putShort((short) (check.getPort() ^ COOKIE >>> 16));
        attribute(stun, 0x0020, mapped.putInt(ByteBuffer.wrap(check.getAddress().getAddress()).getInt() ^ COOKIE).array());
        attribute(stun, MISC_INFO, new byte[0]);
        return signed(stun, own);
    }

    private byte[] check(int role, Consumer<ByteBuffer> oddities) {
        ByteBuffer stun = ByteBuffer.allocate(2_000);
        begin(stun, 0x0001);
        attribute(stun, 0x0006, user.getBytes(StandardCharsets.UTF_8));
        attribute(stun, 0x0024, noise(4));
        attribute(stun, role, noise(8));
        if (random.nextBoolean()) {
            attribute(stun, 0x0025, new byte[0]);
        }
        oddities.accept(stun);
        return signed(stun, password);
    }

    private static byte[] signed(ByteBuffer stun, String password) {
        stun.putShort(2, (short) (stun.position() - 20 + 24));
        attribute(stun, 0x0008, mac(stun, password));
        stun.putShort(2, (short) (stun.position() - 20 + 8));
        CRC32 crc = new CRC32();
        crc.update(stun.array(), 0, stun.position());
        attribute(stun, 0x8028, ByteBuffer.allocate(4).putInt((int) crc.getValue() ^ 0x5354554e).array());
        return bytes(stun);
    }

    private byte[] stun() {
        ByteBuffer stun = ByteBuffer.allocate(2_000);
        begin(stun, STUN_TYPES[random.nextInt(STUN_TYPES.length)]);
        if (random.nextBoolean()) {
            attribute(stun, 0x0006, user.getBytes(StandardCharsets.UTF_8));
        }
        oddities(stun);
        stun.putShort(2, (short) (random.nextInt(4) > 0 ? stun.position() - 20 : random.nextInt()));
        return cut(bytes(stun));
    }

    private void begin(ByteBuffer stun, int type) {
        stun.putShort((short) type).putShort((short) 0).putInt(random.nextInt(8) > 0 ? COOKIE : random.nextInt()).put(noise(12));
    }

    private void oddities(ByteBuffer stun) {
        for (int i = random.nextInt(4); i > 0; i--) {
            int type = STUN_ATTRIBUTES[random.nextInt(STUN_ATTRIBUTES.length)];
            byte[] value = noise(random.nextInt(5) == 0 ? random.nextInt(300) : 4 * random.nextInt(4));
            attribute(stun, type, value);
            if (random.nextInt(6) == 0) {
                stun.putShort(stun.position() - padded(value.length) - 2, (short) random.nextInt());
            }
        }
    }

    private static void attribute(ByteBuffer stun, int type, byte[] value) {
        stun.putShort((short) type).putShort((short) value.length).put(value).put(new byte[padded(value.length) - value.length]);
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    private static byte[] mac(ByteBuffer stun, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(stun.array(), 0, stun.position());
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** DTLS records with anything in them (RFC 6347 section 4.1). */
    private byte[] records() {
        ByteBuffer records = ByteBuffer.allocate(4_000);
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] content = noise(random.nextInt(200));
            record(records, 20 + random.nextInt(6), random.nextInt(4) > 0 ? content.length : random.nextInt(65_536), content);
        }
        return cut(bytes(records));
    }

    /** The begin of a handshake, with lengths and fragments of every kind (RFC 6347 section 4.2.2). */
    private byte[] hello() {
        byte[] body = noise(random.nextInt(300));
        ByteBuffer message = ByteBuffer.allocate(12 + body.length);
        int total = random.nextBoolean() ? body.length : random.nextInt(1 << 24);
        message.put((byte) (random.nextBoolean() ? 1 : random.nextInt(25))).put((byte) (total >> 16)).putShort((short) total)
                .putShort((short) random.nextInt(3)).put((byte) 0).putShort((short) (random.nextBoolean() ? 0 : random.nextInt()))
                .put((byte) 0).putShort((short) body.length).put(body);
        ByteBuffer record = ByteBuffer.allocate(4_000);
        record(record, 22, message.capacity(), message.array());
        return cut(bytes(record));
    }

    private void record(ByteBuffer records, int type, int length, byte[] content) {
        records.put((byte) type).putShort((short) (random.nextBoolean() ? 0xfefd : 0xfeff)).putShort((short) random.nextInt(2))
                .put(noise(6)).putShort((short) length).put(content);
    }

    private byte[] rtp() {
        byte[] packet = noise(12 + random.nextInt(300));
        packet[0] = (byte) (0x80 | packet[0] & 0x3f);
        packet[1] = (byte) (random.nextBoolean() ? 111 : random.nextInt(128));
        return packet;
    }

    private byte[] rtcp() {
        byte[] packet = noise(4 + random.nextInt(200));
        packet[0] = (byte) (0x80 | packet[0] & 0x3f);
        packet[1] = (byte) RTCP_TYPES[random.nextInt(RTCP_TYPES.length)];
        if (random.nextBoolean()) {
            ByteBuffer.wrap(packet).putShort(2, (short) (packet.length / 4 - 1));
        }
        return packet;
    }

    private byte[] cut(byte[] packet) {
        return random.nextInt(4) > 0 || packet.length == 0 ? packet : Arrays.copyOf(packet, random.nextInt(packet.length));
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
