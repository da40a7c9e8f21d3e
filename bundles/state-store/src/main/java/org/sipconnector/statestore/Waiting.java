/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the process at work that another one waits for its turn: that one locks a file. Where no file can be locked nobody is seen. */
final class Waiting {

    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
    private static final String FILE = "connectors.next";

    private Optional<Place> shown = Optional.empty();

    private record Place(Path directory, FileChannel locked) {}

    /** This process waits for the one that is at work there. */
    synchronized void show(Path directory) {
        if (shown.filter(place -> place.directory().equals(directory)).isEmpty()) {
            end();
            try {
                shown = locked(directory).map(channel -> new Place(directory, channel));
            } catch (IOException | UnsupportedOperationException e) {
                LOG.debug("nobody sees that this process waits: {}", ErrorText.of(e));
            }
        }
    }

    synchronized void end() {
        shown.ifPresent(place -> close(place.locked()));
        shown = Optional.empty();
    }

    /** Whether another process waits for this one; nobody does that waits itself. */
    synchronized boolean isSeen(Path directory) {
        if (shown.isPresent() || Files.notExists(directory.resolve(FILE))) {
            return false;
        }
        try {
            Optional<FileChannel> free = locked(directory);
            free.ifPresent(Waiting::close);
            return free.isEmpty();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("not known whether another process waits: {}", ErrorText.of(e));
            return false;
        }
    }

    /** Empty when another process has it. */
    private static Optional<FileChannel> locked(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException anotherOfThisProcess) {
            LOG.debug("{} is locked by this process", FILE);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(channel) : Optional.empty();
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{} is given up with the process: {}", FILE, ErrorText.of(e));
        }
    }
}
