/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel that the one at work replaced, kept in a file for a rollback. Written before anything is stopped, so that a full
 * disk is known of while nothing has changed. Not for more than one thread.
 */
final class KeptKernel {

    private final Path kept;
    private final Path next;

    /** @param kept the file, which stays when the bundle is updated */
    KeptKernel(Path kept) {
        this.kept = kept;
        this.next = kept.resolveSibling(kept.getFileName() + ".next");
    }

    boolean exists() {
        return Files.exists(kept);
    }

    byte[] read() throws IOException {
        return Files.readAllBytes(kept);
    }

    /** Writes down the kernel that is about to be replaced. */
    void prepare(byte[] former) throws IOException {
        Files.write(next, former);
    }

    /** It has been replaced. What was kept before would be a step too far back, and goes in any case. */
    void commit() throws IOException {
        Files.deleteIfExists(kept);
        Files.move(next, kept, REPLACE_EXISTING);
    }

    /** It has not been replaced. */
    void cancel() throws IOException {
        Files.deleteIfExists(next);
    }
}
