/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which process goes on with what is kept in a directory: the one that has locked a file there. The system gives the lock up when the
 * process ends, however it does. It outlives this bundle, which may be replaced while connectors are at work: the framework has it as a
 * service.
 */
final class Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final String FILE = "connectors.lock";
    private static final String DIRECTORY = "org.sipconnector.statestore.directory";

    private final @Nullable BundleContext framework;
    private @Nullable Held held;

    private record Held(Path directory, FileLock lock) {

        boolean of(Path other) {
            return directory.equals(other) && lock.isValid();
        }
    }

    private Ownership(@Nullable BundleContext framework) {
        this.framework = framework;
    }

    static Ownership in(BundleContext context) {
        return new Ownership(context.getBundle(0).getBundleContext());
    }

    /** Outside of a framework. */
    static Ownership alone() {
        return new Ownership(null);
    }

    /** Whether this process has the directory from now on. Where no file can be locked nobody is known to have it. */
    synchronized boolean take(Path directory) {
        if (has(directory)) {
            return true;
        }
        try {
            Optional<FileLock> lock = locked(directory);
            lock.ifPresent(its -> {
                release();
                held = new Held(directory, its);
                hand(directory, its);
            });
            return lock.isPresent();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no file can be locked in {}: {}", directory, ErrorText.of(e));
            return true;
        }
    }

    /** Who has the directory, when it is another process. */
    synchronized Optional<String> other(Path directory) {
        if (has(directory) || Files.notExists(directory.resolve(FILE))) {
            return Optional.empty();
        }
        try {
            Optional<FileLock> free = locked(directory);
            if (free.isPresent()) {
                free.get().channel().close();
                return Optional.empty();
            }
            return Optional.of("another process (pid " + Files.readString(directory.resolve(FILE), StandardCharsets.US_ASCII)
                    + ") goes on with the connectors kept in " + directory + ": this one waits until that ends");
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("not known who uses {}: {}", directory, ErrorText.of(e));
            return Optional.empty();
        }
    }

    /** For the next process to have it. */
    synchronized void release() {
        Held former = held;
        held = null;
        if (former != null) {
            try {
                former.lock.channel().close();
            } catch (IOException e) {
                LOG.debug("the lock of {} ends with the process: {}", former.directory, ErrorText.of(e));
            }
        }
    }

    /** The bundle ends: another copy of it goes on with the lock, unless the framework ends, too. */
    void leave() {
        if (framework == null || framework.getBundle().getState() == Bundle.STOPPING) {
            release();
        }
    }

    private boolean has(Path directory) {
        if (held == null) {
            held = former(directory);
        }
        return held != null && held.of(directory);
    }

    /** Empty when another has it. */
    private static Optional<FileLock> locked(Path directory) throws IOException {
        DiskStateStore.prepare(directory);
        FileChannel channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock != null) {
                channel.truncate(0).write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
            }
            return Optional.ofNullable(lock);
        } catch (OverlappingFileLockException anotherOfThisProcess) {
            return Optional.empty();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private void hand(Path directory, FileLock lock) {
        if (framework != null) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(DIRECTORY, directory.toString());
            framework.registerService(FileLock.class, lock, properties);
        }
    }

    /** What a former copy of this bundle has locked. */
    private @Nullable Held former(Path directory) {
        if (framework == null) {
            return null;
        }
        BundleContext context = framework;
        try {
            return context.getServiceReferences(FileLock.class, null).stream()
                    .filter(reference -> directory.toString().equals(reference.getProperty(DIRECTORY)))
                    .map(context::getService).filter(lock -> lock != null && lock.isValid()).findFirst()
                    .map(lock -> new Held(directory, lock)).orElse(null);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
