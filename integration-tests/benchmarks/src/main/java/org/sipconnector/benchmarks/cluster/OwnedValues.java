/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state that an embedded Raft replicates: who owns what since which epoch, and when each member was last heard. */
final class OwnedValues {

    private static final byte[] ACCEPTED = {1};
    private static final byte[] REFUSED = {0};

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    /** @param value what was written last under that epoch or an earlier one */
    private record Entry(long epoch, byte[] value) {}

    private enum Operation {
        OWN, WRITE, READ, ALIVE
    }

    static byte[] own(String key, long epoch) {
        return command(Operation.OWN, key, epoch, new byte[0]);
    }

    static byte[] write(String key, long epoch, byte[] value) {
        return command(Operation.WRITE, key, epoch, value);
    }

    static byte[] read(String key) {
        return command(Operation.READ, key, 0, new byte[0]);
    }

    static byte[] alive(String member) {
        return command(Operation.ALIVE, member, 0, new byte[0]);
    }

    static boolean accepted(byte[] answer) {
        return Arrays.equals(answer, ACCEPTED);
    }

    private static byte[] command(Operation operation, String key, long epoch, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES + name.length + value.length).put((byte) operation.ordinal()).putLong(epoch)
                .putInt(name.length).put(name).put(value).array();
    }

    /** Carries out what the majority has agreed on, in its order. */
    synchronized byte[] apply(ByteBuffer command) {
        Operation operation = Operation.values()[command.get()];
        long epoch = command.getLong();
        byte[] name = new byte[command.getInt()];
        command.get(name);
        String key = new String(name, StandardCharsets.UTF_8);
        Entry before = entries.getOrDefault(key, new Entry(0, new byte[0]));
        switch (operation) {
            case OWN -> {
                if (epoch <= before.epoch()) {
                    return REFUSED;
                }
                entries.put(key, new Entry(epoch, before.value()));
            }
            case WRITE -> {
                if (epoch != before.epoch()) {
                    return REFUSED;
                }
                byte[] value = new byte[command.remaining()];
                command.get(value);
                entries.put(key, new Entry(epoch, value));
            }
            case READ -> {
                return before.value();
            }
            case ALIVE -> heard.put(key, System.nanoTime());
        }
        return ACCEPTED;
    }

    /** @return whether the member was heard at all, and not within the session's time, by this machine's clock */
    boolean lost(String member) {
        Long last = heard.get(member);
        return last != null && System.nanoTime() - last > ClusterMember.SESSION_MILLIS * 1_000_000L;
    }

    synchronized void writeTo(DataOutput out) throws IOException {
        out.writeInt(entries.size());
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue().epoch());
            out.writeInt(entry.getValue().value().length);
            out.write(entry.getValue().value());
        }
    }

    synchronized void readFrom(DataInput in) throws IOException {
        entries.clear();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String key = in.readUTF();
            long epoch = in.readLong();
            byte[] value = new byte[in.readInt()];
            in.readFully(value);
            entries.put(key, new Entry(epoch, value));
        }
    }
}
