/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
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
    /** After the number of the process that has the file, once its connectors are at work. */
    private static final String AT_WORK = " at work";
    private static final String DIRECTORY = "org.sipconnector.statestore.directory";

    private final @Nullable BundleContext framework;
    private @Nullable Held held;
    /** The other process that was found last; what goes wrong then does not mean that it has gone. */
    private @Nullable String other;

    /** @param key tells the locked file from another one of that name */
    private record Held(Path directory, FileLock lock, Object key) {

        boolean of(Path other) {
            return directory.equals(real(other)) && lock.isValid();
        }

        boolean isInPlace() {
            return key.equals(keyOf(directory));
        }

        /** Processes of two containers may have one number. */
        void clear() {
            try {
                ((FileChannel) lock.acquiredBy()).truncate(0);
            } catch (IOException e) {
                LOG.debug("{} keeps the number of this process: {}", FILE, ErrorText.of(e));
            }
        }

        void close() {
            try {
                lock.channel().close();
            } catch (IOException e) {
                LOG.debug("the lock of {} ends with the process: {}", directory, ErrorText.of(e));
            }
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

    /**
     * Whether this process has the directory from now on. Where no file can be locked nobody is known to have it; one that was had by
     * another process stays the other's until it can be locked.
     *
     * @return what it had before, to be given up when nothing is left there; empty when it does not have the directory
     */
    synchronized Optional<Former> take(Path directory) {
        if (has(directory)) {
            return Optional.of(Former.NONE);
        }
        if (other != null && Files.notExists(directory)) {
            return Optional.empty();
        }
        try {
            Optional<Held> lock = locked(directory);
            if (lock.isEmpty()) {
                other = described(directory);
                return Optional.empty();
            }
            Held former = held;
            held = lock.get();
            other = null;
            hand(lock.get());
            return Optional.of(former == null ? Former.NONE : former::close);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no file can be locked in {}: {}", directory, ErrorText.of(e));
            return other == null ? Optional.of(Former.NONE) : Optional.empty();
        }
    }

    /** A directory that this process had before. */
    interface Former {

        Former NONE = () -> {};

        void giveUp();
    }

    /**
     * Locks the file again that somebody has deleted under this process.
     *
     * @return false when another process was faster
     */
    synchronized boolean keep(Path directory) {
        Held present = held;
        if (present == null || !present.of(directory) || present.isInPlace()) {
            return true;
        }
        try {
            Optional<Held> again = locked(directory);
            again.ifPresent(lock -> {
                held = lock;
                hand(lock);
                present.close();
            });
            return again.isPresent();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no file can be locked in {}: {}", directory, ErrorText.of(e));
            return true;
        }
    }

    /** For a former process to see. */
    synchronized void atWork() {
        if (held != null) {
            name(held.lock().acquiredBy(), AT_WORK);
        }
    }

    /** Whether another process is at work with what this one has left there. */
    boolean hasSuccessor(Path directory) {
        return said(directory).filter(words -> words.endsWith(AT_WORK)).isPresent();
    }

    /** Who has the directory, when it is another process. */
    synchronized Optional<String> other(Path directory) {
        return has(directory) ? Optional.empty() : Optional.ofNullable(other);
    }

    /** For the next process to have it, which has yet to say that it is at work. */
    synchronized void release() {
        Held former = held;
        held = null;
        if (former != null) {
            former.clear();
            former.close();
        }
    }

    /** The bundle ends: another copy of it goes on with the lock, unless the framework ends, too. */
    void bundleEnds() {
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
    private static Optional<Held> locked(Path directory) throws IOException {
        DiskStateStore.prepare(directory);
        FileChannel channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            Object key = keyOf(directory);
            lock = channel.tryLock();
            if (lock == null || !key.equals(keyOf(directory))) {
                lock = null;
                return Optional.empty();
            }
            name(channel, "");
            return Optional.of(new Held(real(directory), lock, key));
        } catch (OverlappingFileLockException anotherOfThisProcess) {
            return Optional.empty();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /** For people; the lock holds without it, as on a full disk. */
    private static void name(Channel locked, String more) {
        try {
            ((FileChannel) locked).truncate(0).position(0).write(StandardCharsets.US_ASCII.encode(own() + more));
        } catch (IOException e) {
            LOG.debug("the process is not named in {}: {}", FILE, ErrorText.of(e));
        }
    }

    private static String own() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /** Another path of the same directory is no other place: whoever opens a file twice and closes it loses the locks of both. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException away) {
            return directory;
        }
    }

    private static Object keyOf(Path directory) {
        try {
            Object key = Files.readAttributes(directory.resolve(FILE), BasicFileAttributes.class).fileKey();
            return key == null ? FILE : key;
        } catch (IOException gone) {
            return gone;
        }
    }

    private static String described(Path directory) {
        String pid = said(directory).map(words -> words.replace(AT_WORK, "")).orElse("");
        return "another process" + (pid.isEmpty() ? "" : " (pid " + pid + ")") + " goes on with the connectors kept in " + directory
                + ": this one waits until that ends";
    }

    private static Optional<String> said(Path directory) {
        try {
            return Optional.of(Files.readString(directory.resolve(FILE), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("not known which process uses {}: {}", directory, ErrorText.of(e));
            return Optional.empty();
        }
    }

    private void hand(Held lock) {
        if (framework != null) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(DIRECTORY, lock.directory().toString());
            framework.registerService(FileLock.class, lock.lock(), properties);
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
                    .filter(reference -> reference.getProperty(DIRECTORY) instanceof String named && real(Path.of(named)).equals(real(directory)))
                    .map(context::getService).filter(lock -> lock != null && lock.isValid()).findFirst()
                    .map(lock -> new Held(real(directory), lock, keyOf(directory))).orElse(null);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
