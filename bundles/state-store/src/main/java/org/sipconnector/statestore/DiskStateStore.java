/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.configuration.CheckedConfiguration;
import org.sipconnector.api.explanation.ErrorText;
import org.sipconnector.api.store.StateStore;
import org.sipconnector.api.store.StateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one file, open only while it is read or written. All values change at once, with one commit; a file that cannot be
 * read is set aside.
 */
@Component(service = StateStore.class, configurationPid = StateStoreSettings.PID)
@Designate(ocd = StateStoreSettings.class)
public final class DiskStateStore implements StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(DiskStateStore.class);
    private static final String FILE = "connectors.mv";
    private static final String KEY = "connectors.key";
    private static final String MAP = "connectors";
    private static final int TIME_BYTES = Long.BYTES;

    private final CheckedConfiguration<Path> configuration;
    private final Clock clock;

    @Activate
    public DiskStateStore(BundleContext context, Map<String, Object> properties) {
        this.configuration = new CheckedConfiguration<>(context, StateStoreConfiguration.SCHEMA, properties, this::modified);
        this.clock = Clock.systemUTC();
    }

    DiskStateStore(Path directory, Clock clock) {
        this.configuration = CheckedConfiguration.fixed(directory);
        this.clock = clock;
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    void deactivate() {
        configuration.close();
    }

    @Override
    public synchronized void replaceAll(Map<String, byte[]> values) {
        Path directory = configuration.current();
        try {
            prepare(directory);
            StoreKey key = StoreKey.of(directory.resolve(KEY));
            byte[] now = ByteBuffer.allocate(TIME_BYTES).putLong(clock.millis()).array();
            write(directory, map -> {
                map.clear();
                values.forEach((name, value) -> {
                    byte[] sealed = key.seal(name, value);
                    map.put(name, ByteBuffer.allocate(TIME_BYTES + sealed.length).put(now).put(sealed).array());
                });
            });
        } catch (IOException | MVStoreException | IllegalStateException | UnsupportedOperationException e) {
            throw new StateStoreException("connectors cannot be kept in " + directory + ": " + ErrorText.of(e)
                    + "; make room or rights there, or name another place by the key directory of " + StateStoreSettings.PID + ".cfg", e);
        }
    }

    @Override
    public synchronized Map<String, byte[]> load() {
        Path directory = configuration.current();
        Map<String, byte[]> values = new TreeMap<>();
        if (Files.notExists(directory.resolve(FILE))) {
            return values;
        }
        try {
            StoreKey key = StoreKey.of(directory.resolve(KEY));
            Map<String, byte[]> sealed = readable(directory);
            sealed.forEach((name, value) -> {
                try {
                    values.put(name, key.open(name, Arrays.copyOfRange(value, TIME_BYTES, value.length)));
                } catch (GeneralSecurityException | IllegalArgumentException e) {
                    LOG.error("what was kept of {} was not sealed by {}: it is dropped", name, directory.resolve(KEY));
                }
            });
        } catch (IOException e) {
            LOG.error("connectors kept in {} cannot be read: {}", directory, ErrorText.of(e));
        }
        return values;
    }

    @Override
    public synchronized List<Entry> entries() {
        Path directory = configuration.current();
        if (Files.notExists(directory.resolve(FILE))) {
            return List.of();
        }
        return readable(directory).entrySet().stream().map(each -> new Entry(each.getKey(),
                Instant.ofEpochMilli(ByteBuffer.wrap(each.getValue()).getLong()), each.getValue().length)).toList();
    }

    @Override
    public synchronized void clear() {
        try {
            Files.deleteIfExists(configuration.current().resolve(FILE));
        } catch (IOException e) {
            LOG.error("what was kept in {} cannot be deleted: the next start would take it up again: {}", configuration.current(),
                    ErrorText.of(e));
        }
    }

    private static void prepare(Path directory) throws IOException {
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

    /** Nothing is written before all of it is there: a store that fails is closed as it was. */
    private static void write(Path directory, Consumer<Map<String, byte[]>> work) {
        MVStore store = new MVStore.Builder().fileName(directory.resolve(FILE).toString()).autoCommitDisabled().autoCommitBufferSize(0).open();
        boolean written = false;
        try {
            work.accept(store.openMap(MAP));
            store.commit();
            store.sync();
            written = true;
        } finally {
            if (written) {
                store.close();
            } else {
                store.closeImmediately();
            }
        }
    }
}
