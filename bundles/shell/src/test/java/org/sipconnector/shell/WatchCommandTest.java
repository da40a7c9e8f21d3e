/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.channels.Channels;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.Event;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.testkit.FakeConnectors;

/** {@code sip:watch} for a client of ssh. */
@Timeout(60)
class WatchCommandTest {

    private final Client client = new Client();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** Gets what is flushed, until it has gone. */
    private static final class Client extends OutputStream {

        private final BlockingQueue<String> read = new LinkedBlockingQueue<>();
        private volatile boolean gone;

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            read.add(new String(bytes, from, length, UTF_8));
        }

        @Override
        public void flush() throws IOException {
            if (gone) {
                throw new IOException("closed");
            }
        }
    }

    @Test
    void aClientReadsEachLineAtOnceAndTheCommandEndsWhenItHasGone() throws Exception {
        PrintStream console = new PrintStream(new BufferedOutputStream(client), false, UTF_8);
        WatchCommand command = new WatchCommand();
        command.id = "office";
        command.session = Answers.of(Session.class, Map.of("getConsole", console));
        // as between the stages of a line of commands
        PrintStream out = new PrintStream(Channels.newOutputStream(Channels.newChannel(console)), true, UTF_8);
        Thread watching = new Thread(() -> {
            try {
                command.follow(new FakeConnectors().add("office"), events, out);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watching.start();

        events.add(new ConnectionEvent.Connected("127.0.0.1:5061"));
        assertThat(client.read.poll(20, TimeUnit.SECONDS)).contains("office");

        client.gone = true;
        watching.join();
    }

    @Test
    void theCommandEndsWithALineWhenItsBundleIsStopped() throws Exception {
        WatchCommand command = new WatchCommand();
        command.id = "office";
        command.context = (BundleContext) Proxy.newProxyInstance(BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("Invalid BundleContext");
                });

        command.follow(new FakeConnectors().add("office"), events, new PrintStream(client, true, UTF_8));

        assertThat(String.join("", client.read)).endsWith("office  the command's bundle was stopped\n");
    }
}
