/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.spi.store.StateStoreException;

class OwnershipTest {

    @TempDir
    private Path folder;
    private Path directory;

    @BeforeEach
    void begin() {
        directory = folder.resolve("state");
    }

    @Test
    void theFirstThatAsksHasTheDirectoryUntilItLeaves() {
        DiskStateStore first = store();
        DiskStateStore second = store();
        assertThat(first.own()).isTrue();
        assertThat(first.own()).as("asked again").isTrue();
        assertThat(first.owner()).isEmpty();
        assertThat(second.own()).isFalse();
        assertThat(second.owner().orElseThrow()).contains("pid " + ProcessHandle.current().pid(), directory.toString());
        first.deactivate();

        assertThat(second.own()).isTrue();
        assertThat(second.owner()).isEmpty();
    }

    @Test
    void whoHasNoConnectorLeftGivesItUp() {
        DiskStateStore first = store();
        first.own();
        first.leave();

        assertThat(store().own()).isTrue();
    }

    @Test
    void whoFindsItsLockDeletedLocksAgain() throws IOException {
        DiskStateStore first = store();
        DiskStateStore second = store();
        first.own();
        Files.delete(directory.resolve("connectors.lock"));
        first.alive();

        assertThat(second.own()).isFalse();
    }

    @Test
    void whoFindsAnotherAtWorkInItsPlaceSaysSo() throws IOException {
        DiskStateStore first = store();
        first.own();
        Files.delete(directory.resolve("connectors.lock"));
        assertThat(store().own()).isTrue();

        assertThatThrownBy(first::alive).isInstanceOf(StateStoreException.class).hasMessageContaining("end one of the two");
    }

    @Test
    void whoWaitsDoesNotBeginBecauseTheDirectoryIsAway() throws IOException {
        DiskStateStore first = store();
        DiskStateStore second = store();
        first.own();
        assertThat(second.own()).isFalse();
        Path away = directory.resolveSibling("away");
        Files.move(directory, away);
        assertThat(second.own()).isFalse();
        assertThat(directory).doesNotExist();
        Files.move(away, directory);
        first.leave();

        assertThat(second.own()).isTrue();
    }

    @Test
    void whoLeavesItsConnectorsToTheNextGivesUpTheDirectory() {
        DiskStateStore first = store();
        DiskStateStore second = store();
        first.own();
        first.replaceAll(Map.of("one", new byte[] {1}));

        assertThat(second.own()).isTrue();
        assertThat(second.load()).containsOnlyKeys("one");
    }

    @Test
    void whoHasItNotWritesNothing() {
        DiskStateStore first = store();
        first.update(Map.of("one", new byte[] {1}), Set.of());

        assertThatThrownBy(() -> store().update(Map.of("one", new byte[] {2}), Set.of())).isInstanceOf(StateStoreException.class)
                .hasMessageContaining("another process");
        assertThat(first.load().get("one")).containsExactly(1);
    }

    @Test
    void aProcessThatDiesGivesItUp() throws IOException, InterruptedException {
        Process other = other();
        assertThat(other.getInputStream().read()).isEqualTo('1');
        DiskStateStore second = store();
        assertThat(second.own()).isFalse();
        assertThat(second.owner().orElseThrow()).contains("pid " + other.pid());
        other.destroyForcibly().waitFor();

        assertThat(second.own()).isTrue();
    }

    @Test
    void whoWaitsIsSeenUntilItIsAtWork() throws IOException, InterruptedException {
        DiskStateStore first = store();
        first.own();
        assertThat(first.awaited()).isFalse();
        Process other = other();
        assertThat(other.getInputStream().read()).isEqualTo('0');
        assertThat(first.awaited()).isTrue();

        first.tookOver();
        first.replaceAll(Map.of());
        assertThat(first.succeeded()).isFalse();
        assertThat(asked(other, 'o')).as("it has the directory").isEqualTo('1');
        assertThat(first.awaited()).isFalse();
        assertThat(first.succeeded()).as("it has to begin yet").isFalse();
        asked(other, 't');
        assertThat(first.succeeded()).isTrue();
        other.destroyForcibly().waitFor();
    }

    @Test
    void anotherPathOfTheDirectoryIsNoOtherPlace() throws IOException, InterruptedException {
        Ownership ownership = Ownership.alone();
        ownership.take(directory);
        assertThat(ownership.take(Files.createSymbolicLink(folder.resolve("link"), directory))).isPresent();
        Process other = other();
        assertThat(other.getInputStream().read()).isEqualTo('0');
        other.destroyForcibly().waitFor();
    }

    @Test
    void nobodyWaitsForWhoHasWaitedItself() throws IOException, InterruptedException {
        Process other = other();
        other.getInputStream().read();
        DiskStateStore second = store();
        assertThat(second.own()).isFalse();
        assertThat(second.awaited()).isFalse();
        other.destroyForcibly().waitFor();

        assertThat(second.own()).isTrue();
        assertThat(second.awaited()).isFalse();
    }

    @Test
    void whoDiesWaitsNoLonger() throws IOException, InterruptedException {
        DiskStateStore first = store();
        first.own();
        Process other = other();
        other.getInputStream().read();
        other.destroyForcibly().waitFor();

        assertThat(first.awaited()).isFalse();
    }

    private Process other() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Other.class.getName(), directory.toString()).redirectErrorStream(true).start();
    }

    private static int asked(Process other, char question) throws IOException {
        other.getOutputStream().write(question);
        other.getOutputStream().flush();
        return other.getInputStream().read();
    }

    private DiskStateStore store() {
        return new DiskStateStore(directory, Clock.systemUTC());
    }

    /** Wants the directory at first and whenever it reads an o; a t says that it is at work there. Lives until it is killed. */
    static final class Other {

        public static void main(String[] arguments) throws IOException {
            DiskStateStore store = new DiskStateStore(Path.of(arguments[0]), Clock.systemUTC());
            for (int word = 'o'; word >= 0; word = System.in.read()) {
                if (word == 't') {
                    store.tookOver();
                }
                System.out.print(store.own() ? 1 : 0);
                System.out.flush();
            }
        }
    }
}
