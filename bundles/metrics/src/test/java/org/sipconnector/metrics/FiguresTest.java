/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.health.ProcessHealth;
import org.sipconnector.spi.metrics.KernelLoad;
import org.sipconnector.spi.sip.SipUserAgents;

class FiguresTest {

    private final List<Connector> connectors = new ArrayList<>();
    private final List<Update> updates = new ArrayList<>();
    private final List<Runnable> onLane = new ArrayList<>();
    private final Answers.Registry services = Scene.services(connectors, updates);
    private int streams = 200;
    private final Figures figures = new Figures(services, () -> streams, System::nanoTime);

    @Test
    void connectorsAreCountedByWhatTheyDoAndEveryStateIsTold() {
        connectors.add(Scene.registered("a"));
        connectors.add(Scene.registered("b"));
        connectors.add(Answers.connector("bare", Map.of()));

        assertThat(lines()).contains("# TYPE sip_connector_connectors gauge", "sip_connector_connectors{state=\"readyToCall\"} 2.0",
                "sip_connector_connectors{state=\"unknown\"} 1.0", "sip_connector_connectors{state=\"callActive\"} 0.0",
                "sip_connector_registered_connectors 2.0", "sip_connector_calls{state=\"in_call\"} 0.0", "sip_connector_drained_connectors 0.0");
    }

    @Test
    void nobodyIsRegisteredWhileTheSipBundleIsStopped() {
        connectors.add(Scene.registered("a"));
        services.with(SipUserAgents.class, Map.of("statistics", new SipConnectorException("stopped"), "refused", 0L));

        assertThat(lines()).contains("sip_connector_part_up{part=\"sip\"} 0.0", "sip_connector_part_up{part=\"media\"} 1.0",
                "sip_connector_registered_connectors 0.0").noneMatch(line -> line.startsWith("sip_connector_sip_dialogs"));
    }

    @Test
    void aConnectorThatIsClosedMeanwhileSpoilsNothing() {
        connectors.add(Answers.connector("gone", Map.of(SessionManager.class, new SipConnectorException("closed"),
                StatsManager.class, new SipConnectorException("closed"))));
        connectors.add(Scene.registered("a"));

        assertThat(lines()).contains("sip_connector_connectors{state=\"unknown\"} 1.0", "sip_connector_connectors{state=\"readyToCall\"} 1.0");
    }

    @Test
    void withoutAKernelThereAreStillFiguresOfTheMachine() {
        List.of(Connectors.class, KernelLoad.class, UpdateHistory.class, ProcessHealth.class).forEach(services::without);

        assertThat(lines()).contains("sip_connector_part_up{part=\"kernel\"} 0.0").anyMatch(line -> line.startsWith("jvm_memory_used_bytes"))
                .noneMatch(line -> line.startsWith("sip_connector_lanes"));
    }

    @Test
    void whatAllShareIsTold() {
        assertThat(lines()).contains("# TYPE sip_connector_refused_requests_total counter", "sip_connector_refused_requests_total 7.0",
                "sip_connector_problems{kind=\"manager\"} 1.0", "sip_connector_problems{kind=\"drained\"} 2.0",
                "sip_connector_problems{kind=\"media\"} 0.0", "sip_connector_lanes 3.0", "sip_connector_parked_lanes 1.0",
                "sip_connector_lane_waiting_messages 12.0", "sip_connector_lane_waiting_messages_max 9.0",
                "sip_connector_store_lag_seconds 1.5", "sip_connector_store_behind_connectors 2.0",
                "sip_connector_media_peer_connections 1.0", "sip_connector_media_peer_connections_opened_total 9.0",
                "sip_connector_sip_transactions{role=\"client\"} 3.0");
    }

    @Test
    void aLaneThatHasNotAnsweredIsTheLaterTheLongerItTakes() {
        KernelLoad load = new KernelLoad() {
            @Override
            public Lanes lanes() {
                return new Lanes(1, 0, 0, 0);
            }

            @Override
            public Optional<StoreLag> storeLag() {
                return Optional.empty();
            }

            @Override
            public void onBusiestLane(Runnable task) {
                onLane.add(task);
            }
        };
        LaneDelay delay = new LaneDelay();

        assertThat(delay.measure(load)).isZero();
        double first = delay.measure(load);
        double second = delay.measure(load);
        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
        assertThat(onLane).as("one question at a time").hasSize(1);
        onLane.get(0).run();
        assertThat(delay.measure(load)).isPositive();
        assertThat(onLane).hasSize(2);
    }

    @Test
    void aCallsStreamsAreToldAndWhatIsNotKnownHasNoLine() {
        connectors.add(Scene.inCall("a"));

        assertThat(lines()).filteredOn(line -> line.contains("connector=\"a\"")).containsExactlyInAnyOrder(
                "sip_connector_stream_bytes_per_second{connector=\"a\",stream=\"video\",way=\"sent\"} 125000.0",
                "sip_connector_stream_frames_per_second{connector=\"a\",stream=\"video\",way=\"sent\"} 30.0",
                "sip_connector_stream_jitter_seconds{connector=\"a\",stream=\"video\",way=\"sent\"} 0.002",
                "sip_connector_stream_loss_ratio{connector=\"a\",stream=\"video\",way=\"sent\"} 0.025",
                "sip_connector_stream_round_trip_seconds{connector=\"a\",stream=\"video\",way=\"sent\"} 0.04");
    }

    @Test
    void streamsOfNoMoreConnectorsAreToldThanConfigured() {
        connectors.addAll(List.of(Scene.inCall("a"), Scene.inCall("b"), Scene.inCall("c")));
        streams = 2;

        assertThat(lines()).contains("sip_connector_untold_stream_connectors 1.0").anyMatch(line -> line.contains("connector=\"b\""))
                .noneMatch(line -> line.contains("connector=\"c\""));
    }

    @Test
    void eachUpdateCountsOnceHoweverOftenTheHistoryIsRead() {
        updates.add(Scene.update(Duration.ofMillis(30), List.of()));
        lines();
        updates.add(Scene.update(Duration.ofMillis(300), List.of("office: could not take it")));

        assertThat(lines()).contains("sip_connector_updates_total{way=\"side_by_side\"} 2.0", "sip_connector_updates_total{way=\"rollback\"} 0.0",
                "sip_connector_updates_with_failures_total 1.0", "sip_connector_update_gap_seconds_bucket{le=\"0.05\"} 1",
                "sip_connector_update_gap_seconds_count 2");
    }

    @Test
    void everyNameIsAsPrometheusWantsIt() {
        connectors.add(Scene.inCall("a"));

        assertThat(lines()).filteredOn(line -> line.startsWith("# TYPE sip_connector_")).isNotEmpty().allSatisfy(line -> {
            String[] words = line.split(" ");
            assertThat(words[2]).matches("[a-z][a-z_]*");
            assertThat(words[2].endsWith("_total")).as(line).isEqualTo(words[3].equals("counter"));
            assertThat(words[2]).doesNotContain("_millis", "_ms", "_percent", "_bits");
        });
    }

    @Test
    void whoComesWhileFiguresAreReadIsToldTheFormerOrThatThereAreNone() throws Exception {
        long[] now = {0};
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        boolean[] slow = {false};
        Figures shared = new Figures(services, () -> {
            if (slow[0]) {
                reads.countDown();
                uninterruptibly(goesOn);
            }
            return 0;
        }, () -> now[0]);
        String former = shared.text();
        slow[0] = true;
        Thread other = new Thread(shared::text);
        other.start();
        try {
            reads.await();

            assertThat(shared.text()).isEqualTo(former);
            now[0] = Figures.KEPT.toNanos();
            assertThatThrownBy(shared::text).isInstanceOf(SipConnectorException.class).hasMessageContaining("somebody else reads");
        } finally {
            goesOn.countDown();
            other.join();
        }
        assertThat(shared.text()).contains("sip_connector_part_up");
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> lines() {
        return figures.text().lines().toList();
    }
}
