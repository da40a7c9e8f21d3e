/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * By what a change of a file is noticed.
 *
 * @param modified when it was changed, in milliseconds
 * @param size     in bytes
 * @param readable whether this process may read it, which a change of its owner or rights alone can change
 */
record FileStamp(long modified, long size, boolean readable) {

    /** Of a file that is there. */
    static Optional<FileStamp> of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new FileStamp(attributes.lastModifiedTime().toMillis(), attributes.size(), Files.isReadable(file)))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
