/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.nio.charset.StandardCharsets;

/** Short texts as bytes. */
final class Texts {

    private Texts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
