/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;

/** What a thousand accounts cost, each on its own WebSocket at a real server. */
class ManyAccountsTest {

    private static final int ACCOUNTS = 1_000;
    private static final int AT_ONCE = 50;
    private static final int ROUNDS = 6;
    private static final ConnectorId OWNER = ConnectorId.of("many");

    private final Semaphore window = new Semaphore(AT_ONCE);
    private SipFoundation sip;
    private volatile String failure;

    @Test
    void idleRegisteredAccountStaysBelowEightKilobytesAndHasNoThread() throws Exception {
        try (Kamailio kamailio = Programs.kamailio(); SipFoundation foundation = new SipFoundation()) {
            sip = foundation;
            sip.attach(OWNER, this::heard);
            sip.start(OWNER, new UserAgentId("warm-up"), settings(kamailio, "1"));
            everyoneAnswered();
            long before = usedHeap();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();

            for (int i = 0; i < ACCOUNTS; i++) {
                window.acquire();
                sip.start(OWNER, new UserAgentId("account-" + i), settings(kamailio, Integer.toString(100_000 + i)));
            }
            everyoneAnswered();
            long each = (usedHeap() - before) / ACCOUNTS;
            for (int round = 1; round <= ROUNDS; round++) {
                long cpu = cpu();
                long start = System.nanoTime();
                registerAll();
                System.out.printf("round %d: %d REGISTER/s, %d us of CPU each%n", round,
                        ACCOUNTS * 1_000_000_000L / (System.nanoTime() - start), (cpu() - cpu) / ACCOUNTS / 1_000);
            }
            System.out.printf("%d bytes of heap each%n", each);

            assertThat(failure).isNull();
            assertThat(each).isLessThan(8 * 1_024);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads + 2);
        }
    }

    private void registerAll() throws InterruptedException {
        for (int i = 0; i < ACCOUNTS; i++) {
            window.acquire();
            sip.register(new UserAgentId("account-" + i));
        }
        everyoneAnswered();
    }

    private void everyoneAnswered() throws InterruptedException {
        if (!window.tryAcquire(AT_ONCE, 60, TimeUnit.SECONDS)) {
            throw new AssertionError("not all accounts were answered within a minute");
        }
        window.release(AT_ONCE);
    }

    private void heard(Event event) {
        if (event instanceof TransportConnected connected) {
            sip.register(connected.userAgent());
        } else if (event instanceof RegistrationFailed failed) {
            failure = failed.toString();
            window.release();
        } else if (event instanceof Registered registered && !registered.userAgent().value().equals("warm-up")) {
            window.release();
        }
    }

    private static UserAgentSettings settings(Kamailio kamailio, String user) {
        return new UserAgentSettings(
                new TransportTarget(Transport.WS, "127.0.0.1", kamailio.port(Transport.WS), "/", Optional.empty(), TlsTrust.PLATFORM),
                SipAccount.of(user, Kamailio.DOMAIN, Secret.of("pw-" + user)), RegistrationOptions.lasting(Duration.ofSeconds(3_600)),
                Optional.of(new ReconnectPauses(Duration.ofSeconds(2), Duration.ofSeconds(6))));
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
