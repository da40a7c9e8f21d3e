/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.spi.store.StateStoreException;
import org.sipconnector.spi.store.StoreKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one file, open from the first writing on. All that is written at once is there after one commit; a file that cannot be read
 * is set aside. What was written outlives the process at once, and the machine within two seconds.
 */
@Component(service = StateStore.class, configurationPid = StateStoreSettings.PID)
@Designate(ocd = StateStoreSettings.class)
public final class DiskStateStore implements StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(DiskStateStore.class);
    private static final String FILE = "connectors.mv";
    private static final String KEY = "connectors.key";
    /** Its time of change tells when the process was at work last. */
    private static final String ALIVE = "connectors.alive";
    private static final String MAP = "connectors";
    private static final String PROBE = "probe";
    private static final int TIME_BYTES = Long.BYTES;
    /** Space of what was replaced is used again after that, so that the file stays small though it is written all the time. */
    private static final int RETENTION_MILLIS = 5_000;
    /** Nothing is read while it is written. */
    private static final int CACHE_MEGABYTES = 1;
    private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CheckedConfiguration<Path> configuration;
    private final Clock clock;
    private final Ownership ownership;
    private final Waiting waiting = new Waiting();
    private @Nullable OpenStore open;
    /** Whoever still has this copy then must not take the file from the next. */
    private boolean ended;
    private long synced = System.nanoTime();
    private boolean unsynced;

    /** The file that is written to, until something fails. */
    private record OpenStore(Path directory, MVStore file, MVMap<String, byte[]> map, StoreKey key) {}

    @Activate
    public DiskStateStore(BundleContext context, Map<String, Object> properties) {
        this.configuration = new CheckedConfiguration<>(context, StateStoreConfiguration.SCHEMA, properties, this::modified);
        this.clock = Clock.systemUTC();
        this.ownership = Ownership.in(context);
    }

    /** Outside of a framework. */
    public DiskStateStore(Path directory, Clock clock) {
        this.configuration = CheckedConfiguration.fixed(directory);
        this.clock = clock;
        this.ownership = Ownership.alone();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    synchronized void deactivate() {
        ended = true;
        close();
        configuration.close();
        ownership.bundleEnds();
        waiting.end();
    }

    @Override
    public synchronized boolean own() {
        Path directory = configuration.current();
        Optional<Ownership.Former> taken = ownership.take(directory);
        taken.ifPresentOrElse(former -> {
            waiting.end();
            former.giveUp();
        }, () -> waiting.show(directory));
        return taken.isPresent();
    }

    @Override
    public boolean awaited() {
        return waiting.isSeen(configuration.current());
    }

    @Override
    public void tookOver() {
        ownership.atWork();
    }

    @Override
    public boolean succeeded() {
        return ownership.hasSuccessor(configuration.current());
    }

    @Override
    public Optional<String> owner() {
        return ownership.other(configuration.current());
    }

    @Override
    public void leave() {
        ownership.release();
        waiting.end();
    }

    @Override
    public synchronized void replaceAll(Map<String, byte[]> values) {
        try {
            write(store -> {
                store.map().clear();
                put(store, values);
                return true;
            });
            close();
        } finally {
            ownership.release();
        }
    }

    @Override
    public void update(Map<String, byte[]> changed, Set<String> removed) {
        write(store -> {
            removed.forEach(store.map()::remove);
            put(store, changed);
            if (changed.isEmpty() && removed.isEmpty()) {
                // a commit without any change writes nothing
                store.file().openMap(PROBE).put("at", clock.millis());
            }
            return System.nanoTime() - synced > SYNC_NANOS;
        });
    }

    private void put(OpenStore store, Map<String, byte[]> values) {
        byte[] now = ByteBuffer.allocate(TIME_BYTES).putLong(clock.millis()).array();
        values.forEach((name, value) -> {
            byte[] sealed = store.key().seal(name, value);
            store.map().put(name, ByteBuffer.allocate(TIME_BYTES + sealed.length).put(now).put(sealed).array());
        });
    }

    /** @param work says whether it must outlive the machine, too */
    private synchronized void write(Predicate<OpenStore> work) {
        if (ended) {
            throw new StateStoreException("this copy of the state store has ended: start the bundle org.sipconnector.state-store");
        }
        Path directory = configuration.current();
        boolean written = false;
        try {
            OpenStore store = open(directory);
            boolean durable = work.test(store);
            store.file().commit();
            unsynced = true;
            if (durable) {
                sync(store);
            }
            written = true;
        } catch (IOException | MVStoreException | IllegalStateException | UnsupportedOperationException e) {
            // what the library says of its files is below it
            Throwable why = e instanceof MVStoreException && e.getCause() != null ? e.getCause() : e;
            throw new StateStoreException("connectors cannot be kept in " + directory + ": " + ErrorText.of(why)
                    + "; make room or rights there, or name another place by the key directory of " + StateStoreSettings.PID + ".cfg", e);
        } finally {
            if (!written) {
                giveUp();
            }
        }
    }

    private void sync(OpenStore store) {
        store.file().sync();
        synced = System.nanoTime();
        unsynced = false;
    }

    /** The file as it is kept open; in another directory than before it gets what was kept there. */
    private OpenStore open(Path directory) throws IOException {
        OpenStore present = open;
        if (present != null && present.directory().equals(directory) && Files.exists(directory.resolve(FILE))) {
            return present;
        }
        Map<String, byte[]> moved = present == null ? Map.of() : values(present);
        close();
        prepare(directory);
        Ownership.Former former = ownership.take(directory)
                .orElseThrow(() -> new IOException(ownership.other(directory).orElse("another process was at work there")));
        StoreKey key = StoreKey.of(directory.resolve(KEY));
        MVStore file = new MVStore.Builder().fileName(directory.resolve(FILE).toString()).autoCommitDisabled().autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES).open();
        file.setRetentionTime(RETENTION_MILLIS);
        file.setVersionsToKeep(0);
        OpenStore opened = new OpenStore(directory, file, file.openMap(MAP), key);
        open = opened;
        put(opened, moved);
        if (present != null && !present.directory().equals(directory)) {
            Files.deleteIfExists(present.directory().resolve(FILE));
        }
        // not before nothing is left there for another process
        former.giveUp();
        return opened;
    }

    private void close() {
        if (open != null) {
            open.file().close();
            open = null;
        }
    }

    /** A file that fails stays as it was. */
    private void giveUp() {
        if (open != null) {
            open.file().closeImmediately();
            open = null;
        }
    }

    @Override
    public synchronized void alive() {
        if (unsynced && open != null) {
            sync(open);
        }
        Path file = configuration.current().resolve(ALIVE);
        if (!ended && !ownership.keep(configuration.current())) {
            throw new StateStoreException("somebody has deleted the lock in " + configuration.current()
                    + ", and another process goes on with the same connectors: end one of the two");
        }
        try {
            if (Files.notExists(file)) {
                prepare(file.getParent());
                Files.createFile(file);
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw new StateStoreException(file + " cannot be written: " + ErrorText.of(e), e);
        }
    }

    @Override
    public Optional<Instant> lastAlive() {
        try {
            return Optional.of(Files.getLastModifiedTime(configuration.current().resolve(ALIVE)).toInstant());
        } catch (IOException never) {
            LOG.debug("not known when the former process was at work last: {}", ErrorText.of(never));
            return Optional.empty();
        }
    }

    @Override
    public synchronized Map<String, byte[]> load() {
        Path directory = configuration.current();
        if (open != null) {
            return values(open);
        } else if (Files.notExists(directory.resolve(FILE))) {
            return new TreeMap<>();
        }
        try {
            return opened(readable(directory), StoreKey.of(directory.resolve(KEY)), directory);
        } catch (IOException e) {
            LOG.error("connectors kept in {} cannot be read: {}", directory, ErrorText.of(e));
            return new TreeMap<>();
        }
    }

    private static Map<String, byte[]> values(OpenStore store) {
        return opened(store.map(), store.key(), store.directory());
    }

    private static Map<String, byte[]> opened(Map<String, byte[]> sealed, StoreKey key, Path directory) {
        Map<String, byte[]> values = new TreeMap<>();
        sealed.forEach((name, value) -> {
            try {
                values.put(name, key.open(name, Arrays.copyOfRange(value, TIME_BYTES, value.length)));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                LOG.error("what was kept of {} was not sealed by {}: it is dropped", name, directory.resolve(KEY));
            }
        });
        return values;
    }

    @Override
    public synchronized List<Entry> entries() {
        Path directory = configuration.current();
        if (open == null && Files.notExists(directory.resolve(FILE))) {
            return List.of();
        }
        Map<String, byte[]> sealed = open != null ? open.map() : readable(directory);
        return sealed.entrySet().stream().map(each -> new Entry(each.getKey(),
                Instant.ofEpochMilli(ByteBuffer.wrap(each.getValue()).getLong()), each.getValue().length)).toList();
    }

    @Override
    public synchronized void clear() {
        if (ended) {
            return;
        }
        giveUp();
        try {
            Files.deleteIfExists(configuration.current().resolve(FILE));
        } catch (IOException e) {
            LOG.error("what was kept in {} cannot be deleted: the next start would take it up again: {}", configuration.current(),
                    ErrorText.of(e));
        }
    }

    static void prepare(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static Map<String, byte[]> readable(Path directory) {
        try {
            MVStore store = new MVStore.Builder().fileName(directory.resolve(FILE).toString()).readOnly().open();
            try {
                return store.hasMap(MAP) ? new TreeMap<>(store.<String, byte[]>openMap(MAP)) : Map.of();
            } finally {
                store.closeImmediately();
            }
        } catch (MVStoreException e) {
            return unreadable(directory, e);
        } catch (IllegalStateException e) {
            setAside(directory, e);
            return Map.of();
        }
    }

    /** A file that another process has, or that may not be read, is not damaged. */
    private static Map<String, byte[]> unreadable(Path directory, MVStoreException why) {
        if (why.getErrorCode() == DataUtils.ERROR_FILE_LOCKED || !Files.isReadable(directory.resolve(FILE))) {
            LOG.error("connectors kept in {} cannot be read: another process uses them, or the rights are missing: {}", directory,
                    ErrorText.of(why));
        } else {
            setAside(directory, why);
        }
        return Map.of();
    }

    private static void setAside(Path directory, RuntimeException damaged) {
        Path aside = directory.resolve(FILE + ".damaged");
        try {
            Files.move(directory.resolve(FILE), aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("connectors kept in {} cannot be read and begin anew; the file is set aside as {}", directory, aside, damaged);
        } catch (IOException e) {
            LOG.error("connectors kept in {} cannot be read and begin anew, and the file cannot be set aside", directory, e);
        }
    }
}
