/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals values with AES-256-GCM, each under its name; its key is a file for its owner alone. Any thread. */
public final class StoreKey {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int FINGERPRINT_BYTES = 9;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private StoreKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * The key in a file, which is made when there is none.
     *
     * @throws IOException when it can be neither read nor made, or others may read it
     */
    public static StoreKey of(Path file) throws IOException {
        if (Files.notExists(file)) {
            make(file);
        }
        return existing(file);
    }

    /**
     * The key in a file that is there.
     *
     * @throws IOException when it cannot be read, or others may read it
     */
    public static StoreKey existing(Path file) throws IOException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " can be read by others: its mode must be 600");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != KEY_BYTES) {
            throw new IOException(file + " has " + bytes.length + " bytes, not the " + KEY_BYTES + " of a key");
        }
        return new StoreKey(bytes);
    }

    /** Written aside, so that a full disk leaves no part of a key. */
    private static void make(Path file) throws IOException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(OWNER));
        Files.write(aside, fresh, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(aside, file);
    }

    /** The value under that name, for {@link #open}. */
    public byte[] seal(String name, byte[] value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(value);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * What was sealed.
     *
     * @throws GeneralSecurityException when it was not sealed by this key under this name
     */
    public byte[] open(String name, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    /** A fingerprint of the value that tells nothing of it to who has not the key. */
    public String fingerprint(byte[] value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac.doFinal(value), FINGERPRINT_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
