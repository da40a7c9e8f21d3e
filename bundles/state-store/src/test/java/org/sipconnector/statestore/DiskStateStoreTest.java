/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.spi.store.StateStoreException;
import org.sipconnector.spi.store.StoreKey;

/** What is kept is there again, for its owner's eyes only; what cannot be read harms nothing. */
class DiskStateStoreTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String SECRET = "correct horse battery staple";
    private static final Map<String, byte[]> TWO = Map.of("office", SECRET.getBytes(UTF_8), "desk", new byte[] {1, 2, 3});
    private static final int PREFIXES = 40;

    @TempDir
    Path parent;

    private Path directory;
    private DiskStateStore store;

    @BeforeEach
    void open() {
        directory = parent.resolve("state");
        store = of(directory);
    }

    private static DiskStateStore of(Path directory) {
        return new DiskStateStore(directory, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void whatWasKeptIsThereAgainForAnotherProcess() {
        store.replaceAll(TWO);

        Map<String, byte[]> read = of(directory).load();
        assertThat(read).containsOnlyKeys("office", "desk");
        assertThat(read.get("office")).isEqualTo(TWO.get("office"));
        assertThat(read.get("desk")).isEqualTo(TWO.get("desk"));
        assertThat(store.entries()).extracting(StateStore.Entry::key).containsExactly("desk", "office");
        assertThat(store.entries()).extracting(StateStore.Entry::saved).containsOnly(NOON);
    }

    @Test
    void aCopyThatHasEndedLeavesTheFileToTheNext() {
        store.update(TWO, Set.of());
        store.deactivate();

        assertThatThrownBy(() -> store.update(Map.of("late", new byte[] {1}), Set.of())).isInstanceOf(StateStoreException.class)
                .hasMessageContaining("has ended");
        store.clear();
        DiskStateStore next = of(directory);
        assertThat(next.load()).containsOnlyKeys("office", "desk");
        next.update(Map.of("late", new byte[] {1}), Set.of());
    }

    @Test
    void whatIsKeptTakesThePlaceOfAllBefore() {
        store.replaceAll(TWO);
        store.replaceAll(Map.of("desk", new byte[] {9}));

        assertThat(store.load()).containsOnlyKeys("desk");
        assertThat(store.load().get("desk")).containsExactly(9);
        store.clear();
        assertThat(store.load()).isEmpty();
        assertThat(store.entries()).isEmpty();
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        store.replaceAll(TWO);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("connectors.key")))).isEqualTo("rw-------");
        assertThat(new String(Files.readAllBytes(directory.resolve("connectors.mv")), UTF_8)).doesNotContain(SECRET);
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws IOException {
        store.replaceAll(TWO);
        Files.setPosixFilePermissions(directory.resolve("connectors.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> store.replaceAll(TWO)).isInstanceOf(StateStoreException.class).hasMessageContaining("mode must be 600");
        assertThat(store.load()).isEmpty();
    }

    @Test
    void underAnotherKeyNothingIsThere() throws IOException {
        store.replaceAll(TWO);
        Files.delete(directory.resolve("connectors.key"));

        assertThat(store.load()).isEmpty();
    }

    @Test
    void aValueUnderAnothersNameIsNotTaken() {
        StoreKey key = key();
        byte[] sealed = key.seal("office", SECRET.getBytes(UTF_8));

        assertThatThrownBy(() -> key.open("desk", sealed)).isInstanceOf(GeneralSecurityException.class);
    }

    private StoreKey key() {
        try {
            return StoreKey.of(parent.resolve("own.key"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ofAFileThatEndsAnywhereAllIsReadOrItIsSetAside() throws IOException {
        store.replaceAll(TWO);
        byte[] whole = Files.readAllBytes(directory.resolve("connectors.mv"));
        byte[] key = Files.readAllBytes(directory.resolve("connectors.key"));
        for (int part = 0; part < PREFIXES; part++) {
            int length = whole.length * part / PREFIXES;
            Path cut = parent.resolve("cut-" + part);
            Files.createDirectory(cut);
            Files.write(cut.resolve("connectors.mv"), Arrays.copyOf(whole, length));
            Path own = Files.createFile(cut.resolve("connectors.key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(own, key);

            Map<String, byte[]> read = of(cut).load();
            assertThat(read.keySet()).as("of %d of %d bytes", length, whole.length).isSubsetOf("office", "desk");
            of(cut).replaceAll(TWO);
            assertThat(of(cut).load()).as("kept anew after %d bytes", length).containsOnlyKeys("office", "desk");
        }
    }

    @Test
    void whatIsUpdatedIsThereForAnotherProcessWhereverThisOneEnds() throws IOException {
        store.replaceAll(TWO);
        store.update(Map.of("desk", new byte[] {9}, "hall", new byte[] {4}), Set.of("office"));

        Map<String, byte[]> found = of(asItIsNow("killed", Integer.MAX_VALUE)).load();

        assertThat(found).containsOnlyKeys("desk", "hall");
        assertThat(found.get("desk")).containsExactly(9);
        assertThat(store.load()).containsOnlyKeys("desk", "hall");
        assertThat(store.entries()).extracting(StateStore.Entry::key).containsExactly("desk", "hall");
    }

    @Test
    void ofAFileThatIsWrittenAllTheTimeNothingElseIsReadThanWhatWasWritten() throws IOException {
        for (int round = 0; round < PREFIXES; round++) {
            byte[] value = new byte[2_000];
            Arrays.fill(value, (byte) round);
            store.update(Map.of("office", value, "desk", new byte[] {(byte) round}), Set.of());
            long size = Files.size(directory.resolve("connectors.mv"));
            DiskStateStore next = of(asItIsNow("cut-" + round, (int) (size * round / PREFIXES)));

            next.load().forEach((name, read) -> assertThat(read).as(name).containsOnly(read[0]));
            next.update(TWO, Set.of());
            assertThat(next.load()).containsOnlyKeys("office", "desk");
        }
    }

    /** The directory as another process finds it, with so much of the file. */
    private Path asItIsNow(String name, int length) throws IOException {
        Path copy = Files.createDirectory(parent.resolve(name));
        byte[] whole = Files.readAllBytes(directory.resolve("connectors.mv"));
        Files.write(copy.resolve("connectors.mv"), Arrays.copyOf(whole, Math.min(length, whole.length)));
        Files.copy(directory.resolve("connectors.key"), copy.resolve("connectors.key"), StandardCopyOption.COPY_ATTRIBUTES);
        return copy;
    }

    @Test
    void whetherItCanBeWrittenIsTriedWithoutAnyValue() throws IOException {
        store.replaceAll(TWO);
        store.update(Map.of(), Set.of());
        assertThat(store.load()).containsOnlyKeys("office", "desk");

        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> of(file.resolve("state")).update(Map.of(), Set.of())).isInstanceOf(StateStoreException.class);
    }

    @Test
    void whenTheProcessWasAtWorkLastIsKnownToTheNext() {
        assertThat(store.lastAlive()).isEmpty();
        store.alive();
        assertThat(of(directory).lastAlive()).contains(NOON);
    }

    @Test
    void aFileThatAnotherHasOpenIsLeftAlone() {
        store.replaceAll(TWO);
        MVStore other = new MVStore.Builder().fileName(directory.resolve("connectors.mv").toString()).open();

        assertThat(store.load()).isEmpty();
        assertThatThrownBy(() -> store.replaceAll(TWO)).isInstanceOf(StateStoreException.class);
        other.close();
        assertThat(store.load()).containsOnlyKeys("office", "desk");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamedWithWhatToDo() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> of(file.resolve("state")).replaceAll(TWO)).isInstanceOf(StateStoreException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("key directory");
    }
}
