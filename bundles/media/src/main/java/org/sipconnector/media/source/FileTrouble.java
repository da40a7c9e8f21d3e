/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be used, in words: the messages of Java's own exceptions are often the path and nothing else. */
public final class FileTrouble {

    private FileTrouble() {}

    public static String reason(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
