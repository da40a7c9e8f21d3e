/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A secret that is kept so that only who brings the key can read it: a copy of the memory alone shows nothing. For any thread. */
final class SealedText {

    private static final int TAG_BITS = 128;
    /** No key seals twice, so each may begin alike. */
    private static final byte[] NONCE = new byte[12];

    private final byte[] sealed;

    private SealedText(byte[] sealed) {
        this.sealed = sealed;
    }

    /** @param key 32 random bytes that seal nothing else */
    static SealedText of(String secret, byte[] key) {
        return new SealedText(cipher(Cipher.ENCRYPT_MODE, secret.getBytes(UTF_8), key));
    }

    String open(byte[] key) {
        return new String(cipher(Cipher.DECRYPT_MODE, sealed, key), UTF_8);
    }

    private static byte[] cipher(int mode, byte[] text, byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, NONCE));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime cannot encrypt by AES, or the key is another", e);
        }
    }
}
