/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import java.nio.file.Path;
import java.util.Optional;

/** Space for what is written: traces, exports, the log. Calls need none. */
final class DiskSpace implements Resource {

    private static final long NEEDED = 16 << 20;

    private final Path directory;
    private boolean full;

    /** @param directory where the container keeps its data */
    DiskSpace(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public Optional<String> shortage() {
        long free = directory.toFile().getUsableSpace();
        full = free < (full ? 2 * NEEDED : NEEDED) && directory.toFile().exists();
        return full
                ? Optional.of("disk: " + (free >> 20) + " MB are free in " + directory + "; traces, exports and the log cannot be written for long")
                : Optional.empty();
    }

    @Override
    public boolean neededByCalls() {
        return false;
    }
}
