/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.test.Await;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A facade service per connector costs the same whether there are a thousand or ten times as many: opening, finding,
 * closing, heap. {@code -Dfacade.connectors=10000} sets the larger number, 4000 without it.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FacadeServicesIT {

    private static final Logger LOG = LoggerFactory.getLogger(FacadeServicesIT.class);
    private static final int FEW = 1_000;
    private static final int MANY = Math.max(2 * FEW, Integer.getInteger("facade.connectors", 4_000));
    private static final int LOOKUPS = 100;
    private static final int BATCH = 250;
    /** Far below what quadratic growth would give (9 for 4000, more for 10 000), far above what a busy machine adds. */
    private static final double WORST_RATIO = 3;
    /** Half as much again as a connector takes with all of its managers. */
    private static final long WORST_HEAP = 24_000;

    @Inject
    private BundleContext context;

    @Inject
    private Connectors connectors;

    @Configuration
    public Option[] container() {
        return new Option[] {FelixContainer.felix("sip-connector")};
    }

    @Test
    public void aFacadeServicePerConnectorGrowsLinearly() throws Exception {
        close(open(0, FEW));
        long before = heap();
        List<Connector> all = new ArrayList<>();
        double few = openInBatches(all, 0, FEW);
        double findFew = perOne(LOOKUPS, () -> find(FEW));
        double rest = openInBatches(all, FEW, MANY);
        double findMany = perOne(LOOKUPS, () -> find(MANY));
        long each = (heap() - before) / MANY;
        double closing = perOne(MANY, () -> close(all));
        LOG.warn("microseconds a connector: open {} of {}, {} of {}, close {}; find a service {} and {}; heap {} B each",
                Math.round(few), FEW, Math.round(rest), MANY, Math.round(closing), Math.round(findFew),
                Math.round(findMany), each);

        assertTrue("opening: " + few + " then " + rest + " us each", rest < WORST_RATIO * few);
        assertTrue("heap each: " + each, each < WORST_HEAP);
        assertEquals("services left", 0, context.getServiceReferences(SipConnectorFacade.class, null).size());
    }

    /** What one costs in the quickest batch, which says what opening takes when the machine does nothing else. */
    private double openInBatches(List<Connector> all, int from, int to) throws Exception {
        double quickest = Double.MAX_VALUE;
        for (int begin = from; begin < to; begin += BATCH) {
            int first = begin;
            int end = Math.min(to, begin + BATCH);
            quickest = Math.min(quickest, perOne(end - first, () -> all.addAll(open(first, end))));
        }
        return quickest;
    }

    private List<Connector> open(int from, int to) throws Exception {
        List<Connector> opened = new ArrayList<>();
        for (int i = from; i < to; i++) {
            opened.add(connectors.open(ConnectorConfiguration.builder("c" + i).server("127.0.0.1:1").build()));
        }
        Await.until(to + " facades", () -> context.getServiceReferences(SipConnectorFacade.class, null).size() == to);
        return opened;
    }

    private void find(int there) throws Exception {
        for (int i = 0; i < LOOKUPS; i++) {
            String id = "c" + i * (there / LOOKUPS);
            SipConnectorFacade facade = context.getService(context.getServiceReferences(SipConnectorFacade.class,
                    "(connector.id=" + id + ")").iterator().next());
            assertEquals(id, facade.connector().id().value());
            assertTrue(connectors.find(ConnectorId.of(id)).isPresent());
        }
    }

    private static void close(List<Connector> open) {
        CompletableFuture.allOf(open.stream().map(connector -> connector.close().toCompletableFuture())
                .toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** In microseconds. */
    private static double perOne(int count, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000.0 / count;
    }

    /** What is left after the best of some collections: what other threads have just let go does not count. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
