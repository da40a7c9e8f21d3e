/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.felix;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.Await;
import org.sipconnector.test.MetricsStory;

/** Spans, and figures at the HTTP service of plain Felix, which has no realm. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MetricsIT extends MetricsStory {

    private static final String PID = "org.sipconnector.metricsservlet";

    @Configuration
    public Option[] container() throws IOException {
        String port = freePort();
        return new Option[] {FelixContainer.felix("sip-connector", "sip-connector-simulator", "sip-connector-http-access",
                "sip-connector-metrics", "sip-connector-tracing"),
                composite(Stream.of(System.getProperty("felix.http").split(","))
                        .map(file -> CoreOptions.bundle(Path.of(file).toUri().toString()).startLevel(30))
                        .toArray(Option[]::new)),
                frameworkProperty("org.osgi.service.http.port").value(port), frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"),
                systemProperty(PORT).value(port)};
    }

    @Before
    public void letEverybodyOfThisHostRead() throws Exception {
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("authentication", "none");
        configurations.getConfiguration(PID, "?").update(settings);
        Await.until("they are read", () -> read().statusCode() == 200);
    }

    @Override
    protected HttpResponse<String> read() throws Exception {
        return read("", "");
    }

    @Test
    public void withoutARealmNobodyReadsUnlessConfigured() throws Exception {
        configurations.getConfiguration(PID, "?").delete();

        Await.until("nobody is known", () -> read().statusCode() == 401);
        assertStatus(503, "karaf", "karaf");
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
