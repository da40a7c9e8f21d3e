/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.networkevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.spi.configuration.ConfigurationReading;
import org.sipconnector.spi.network.NetworkEvent.AddressesChanged;
import org.sipconnector.spi.network.NetworkEvent.Offline;
import org.sipconnector.spi.network.NetworkEvent.Online;
import org.sipconnector.spi.network.NetworkEvent.Resumed;

class HostWatchTest {

    private static final ConnectorId OWNER = ConnectorId.of("test");

    private static final class TestHost implements Host {
        private volatile Set<String> addresses = Set.of("192.0.2.1");
        private boolean silent;
        private long wall = 1_000_000;
        private long steady = 500;

        @Override
        public Set<String> addresses(Pattern ignored) throws SocketException {
            if (silent) {
                throw new SocketException("no answer");
            }
            return addresses;
        }

        @Override
        public long wallMillis() {
            return wall;
        }

        @Override
        public long steadyMillis() {
            return steady;
        }

        void passes(long wallMillis, long steadyMillis) {
            wall += wallMillis;
            steady += steadyMillis;
        }
    }

    private static ConfigurationReading<NetworkEventsConfiguration> settings(String key, String value) {
        return NetworkEventsConfiguration.SCHEMA.read(Map.of(key, value));
    }

    private final TestHost host = new TestHost();
    private final HostWatch watch = new HostWatch(settings("ignoredInterfaces", "docker.*").value().orElseThrow(), host);
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

    private void becomes(String... addresses) {
        host.addresses = Set.of(addresses);
        look();
    }

    private void look() {
        host.passes(2_000, 2_000);
        watch.check();
    }

    @Test
    void otherAddressesNoneAndTheFirstAgainAreTold() {
        watch.attach(OWNER, heard::add);
        look();
        assertThat(heard).isEmpty();
        becomes("192.0.2.1", "2001:db8::1");
        becomes();
        becomes();
        becomes("192.0.2.7");

        assertThat(heard).containsExactly(new AddressesChanged(Set.of("192.0.2.1", "2001:db8::1")), new Offline(),
                new Online(Set.of("192.0.2.7")));
        assertThat(watch.addresses()).containsExactly("192.0.2.7");
    }

    @Test
    void aSuspendedHostIsNoticedByTheClockOnTheWall() {
        watch.attach(OWNER, heard::add);
        host.passes(3_600_000, 2_000);
        watch.check();

        assertThat(heard).containsExactly(new Resumed(Duration.ofMillis(3_598_000)));
        look();
        assertThat(heard).hasSize(1);
    }

    @Test
    void aProcessThatStoodStillIsNoticedThoughTheWallClockWasSetBack() {
        watch.attach(OWNER, heard::add);
        host.passes(-60_000, 30_000);
        watch.check();

        assertThat(heard).containsExactly(new Resumed(Duration.ofSeconds(28)));
    }

    @Test
    void aLateLookOfABusyMachineIsNoSleep() {
        watch.attach(OWNER, heard::add);
        host.passes(7_000, 7_000);
        watch.check();

        assertThat(heard).isEmpty();
    }

    @Test
    void oneThatCouldNotListenHearsOnceWhatHasBecomeOfTheNetwork() {
        watch.attach(OWNER, heard::add);
        watch.detach(OWNER);
        becomes();
        becomes("192.0.2.7");
        assertThat(heard).isEmpty();
        watch.attach(OWNER, heard::add);

        assertThat(heard).containsExactly(new AddressesChanged(Set.of("192.0.2.7")));
    }

    @Test
    void oneThatIsReleasedHearsNoMore() {
        watch.attach(OWNER, heard::add);
        watch.release(OWNER);
        becomes();

        assertThat(heard).isEmpty();
    }

    @Test
    void aHostThatCannotBeReadIsTakenAsItWas() {
        watch.attach(OWNER, heard::add);
        host.silent = true;
        look();

        assertThat(heard).isEmpty();
        assertThat(watch.addresses()).containsExactly("192.0.2.1");
    }

    @Test
    void ofTheRealHostNeitherLoopbackNorIgnoredInterfacesCount() throws SocketException {
        assertThat(Host.REAL.addresses(Pattern.compile(""))).noneMatch(address -> address.startsWith("127.")
                || address.equals("0:0:0:0:0:0:0:1") || address.startsWith("fe80"));
        assertThat(Host.REAL.addresses(Pattern.compile(".*"))).isEmpty();
    }

    @Test
    void itLooksByItselfAsOftenAsConfiguredAndItsThreadEndsWithIt() throws InterruptedException {
        watch.use(settings("pollMillis", "100").value().orElseThrow());
        watch.attach(OWNER, heard::add);
        host.addresses = Set.of();
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(new Offline());
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("network-events")).toList();
        assertThat(threads).isNotEmpty();
        watch.stop();
        for (Thread thread : threads) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void aSettingThatMakesNoSenseIsNamedWithItsValue() {
        assertThat(settings("pollMillis", "5").reason()).contains("pollMillis: '5' must be").contains("from 100");
        assertThat(settings("sleptMillis", "-1").reason()).startsWith("sleptMillis: '-1'");
        assertThat(settings("ignoredInterfaces", "(").reason()).startsWith("ignoredInterfaces: '(' must be a regular expression");
    }
}
