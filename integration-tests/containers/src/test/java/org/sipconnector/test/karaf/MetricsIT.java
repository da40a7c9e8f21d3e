/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.net.http.HttpResponse;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.Await;
import org.sipconnector.test.MetricsStory;

/** Spans, and figures at Karaf's HTTP service, for accounts of its realm. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MetricsIT extends MetricsStory {

    private static final String USERS = "etc/users.properties";
    private static final String WEB = "etc/org.ops4j.pax.web.cfg";

    @Inject
    private SessionFactory shells;

    @Configuration
    public Option[] container() {
        String port = KarafContainer.freePort();
        return new Option[] {KarafContainer.runtime("sip-connector-simulator", "sip-connector-metrics", "sip-connector-tracing"),
                systemProperty(PORT).value(port),
                editConfigurationFilePut(WEB, "org.osgi.service.http.port", port),
                editConfigurationFilePut(WEB, "org.ops4j.pax.web.listening.addresses", "127.0.0.1"),
                editConfigurationFilePut(USERS, "prometheus", "secret,viewer"),
                editConfigurationFilePut(USERS, "viewer", "secret,other")};
    }

    @Override
    protected HttpResponse<String> read() throws Exception {
        return read("prometheus", "secret");
    }

    @Test
    public void onlyAccountsWithARoleRead() throws Exception {
        Await.until("the servlet is there", () -> read().statusCode() == 200);
        assertStatus(401, "", "");
        assertStatus(401, "prometheus", "wrong");
        assertStatus(401, "nobody", "secret");
        assertStatus(403, "viewer", "secret");
    }

    @Test
    public void theCommandPrintsTheSame() throws Exception {
        Await.until("the command is there", () -> new Console(shells).type("sip:metrics").text().contains("sip_connector_lanes 1.0"));
        assertTrue(new Console(shells).type("sip:metrics").text().contains("sip_connector_calls{state=\"in_call\"} 1.0"));
    }
}
