/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of the page.
 *
 * @param content what is served
 * @param type    its media type
 */
record PageFile(byte[] content, String type) {

    private static final int TAG_LENGTH = 20;

    static PageFile of(String name, byte[] content) {
        return new PageFile(content, type(name));
    }

    private static String type(String name) {
        if (name.endsWith(".js")) {
            return "text/javascript;charset=utf-8";
        }
        if (name.endsWith(".css")) {
            return "text/css;charset=utf-8";
        }
        return name.endsWith(".svg") ? "image/svg+xml" : "text/html;charset=utf-8";
    }

    PageFile with(String placeholder, String value) {
        return new PageFile(new String(content, UTF_8).replace(placeholder, value).getBytes(UTF_8), type);
    }

    /** The same for the same content, on all nodes. */
    String tag() {
        return tag(content);
    }

    static String tag(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)).substring(0, TAG_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
