/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.Await;
import org.sipconnector.test.RestStory;

/** The REST interface at Karaf's HTTP service, for accounts of its realm. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RestIT extends RestStory {

    private static final String USERS = "etc/users.properties";
    private static final String WEB = "etc/org.ops4j.pax.web.cfg";

    @Configuration
    public Option[] container() {
        String port = KarafContainer.freePort();
        return new Option[] {KarafContainer.runtime("sip-connector-simulator", "sip-connector-rest"), systemProperty(PORT).value(port),
                editConfigurationFilePut(WEB, "org.osgi.service.http.port", port),
                editConfigurationFilePut(WEB, "org.ops4j.pax.web.listening.addresses", "127.0.0.1"),
                editConfigurationFilePut(USERS, "boss", "secret,admin"),
                editConfigurationFilePut(USERS, "looker", "secret,viewer"),
                editConfigurationFilePut(USERS, "stranger", "secret,other")};
    }

    @Override
    protected HttpRequest.Builder asAdmin(HttpRequest.Builder request) {
        return as("boss", request);
    }

    @Test
    public void eachAccountMayWhatItsRoleMay() throws Exception {
        Await.until("the interface is there", () -> get("/connectors/caller").statusCode() == 200);
        assertEquals(401, send(request("/connectors")).statusCode());
        assertEquals(403, send(as("stranger", request("/connectors"))).statusCode());
        assertEquals(200, send(as("looker", request("/connectors"))).statusCode());
        HttpResponse<String> refused = send(as("looker", request("/connectors/caller/hangup")).header("X-Sip-Connector", "1")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertEquals(403, refused.statusCode());
        assertAll(refused.body(), "for the role manager");
        assertCallGoesOn("a refusal");
    }
}
