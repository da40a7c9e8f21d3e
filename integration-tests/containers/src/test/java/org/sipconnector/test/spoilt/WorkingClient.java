/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.spoilt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;

/**
 * A client that works as it is told: {@code register N} or {@code call N}, a line at a port of the loopback, over all connectors, eight at
 * a time. It answers with how many of them failed.
 */
public final class WorkingClient implements BundleActivator {

    /** Names the property with the port. */
    public static final String PORT = "load.port";

    private static final int AT_A_TIME = 8;
    private static final long LIMIT_SECONDS = 60;
    private static final long LOOK_NANOS = 2_000_000;

    private ServerSocket orders;

    /** What is done with a connector. */
    private interface Work {
        void with(SipConnectorFacade connector) throws Exception;
    }

    @Override
    public void start(BundleContext context) throws IOException {
        orders = new ServerSocket(Integer.parseInt(context.getProperty(PORT)), 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> listen(context), "working-client");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        orders.close();
    }

    private void listen(BundleContext context) {
        while (!orders.isClosed()) {
            try (Socket order = orders.accept()) {
                String[] words = new BufferedReader(new InputStreamReader(order.getInputStream(), UTF_8)).readLine().split(" ");
                long failures =
                        failures(context, words[0].equals("call") ? WorkingClient::call : WorkingClient::register, Integer.parseInt(words[1]));
                order.getOutputStream().write((failures + "\n").getBytes(UTF_8));
            } catch (IOException | InterruptedException | InvalidSyntaxException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static long failures(BundleContext context, Work work, int times) throws InterruptedException, InvalidSyntaxException {
        List<SipConnectorFacade> connectors = new ArrayList<>();
        for (ServiceReference<SipConnectorFacade> reference : context.getServiceReferences(SipConnectorFacade.class, null)) {
            connectors.add(context.getService(reference));
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(AT_A_TIME, connectors.size()));
        try {
            List<Future<Long>> parts = new ArrayList<>();
            for (int worker = 0; worker < AT_A_TIME && worker < connectors.size(); worker++) {
                int first = worker;
                parts.add(workers.submit(() -> part(connectors, first, times, work)));
            }
            long failures = 0;
            for (Future<Long> part : parts) {
                failures += part.get();
            }
            return failures;
        } catch (ExecutionException e) {
            return times;
        } finally {
            workers.shutdownNow();
        }
    }

    /** Each worker has connectors of its own. */
    private static long part(List<SipConnectorFacade> connectors, int first, int times, Work work) {
        int workers = Math.min(AT_A_TIME, connectors.size());
        int mine = (connectors.size() - first + workers - 1) / workers;
        long failures = 0;
        int turn = 0;
        for (int time = first; time < times; time += workers) {
            try {
                work.with(connectors.get(first + turn++ % mine * workers));
            } catch (Exception e) {
                failures++;
            }
        }
        return failures;
    }

    private static void register(SipConnectorFacade connector) throws Exception {
        get(connector.manager(ConnectionManager.class).register());
    }

    /** Without sound and pictures: what is measured is all that is not media. */
    private static void call(SipConnectorFacade connector) throws Exception {
        CallParameters quiet = CallParameters.to("lobby-" + connector.hashCode())
                .withStream(LocalStream.of("quiet", Optional.of("silence"), Optional.empty()))
                .withDirections(Direction.INACTIVE, Direction.INACTIVE).withReceiving(false, false);
        get(connector.callToServer(CallToServerParameters.of(quiet).withAutoRedial(false)));
        get(connector.hangUp());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (connector.manager(CallManager.class).snapshot().state() != CallState.IDLE && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void get(CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
