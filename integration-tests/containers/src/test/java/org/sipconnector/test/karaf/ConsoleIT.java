/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.ConsoleStory;

/** The console at Karaf's HTTP service. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConsoleIT extends ConsoleStory {

    private static final String WEB = "etc/org.ops4j.pax.web.cfg";

    @Configuration
    public Option[] container() {
        String port = KarafContainer.freePort();
        return new Option[] {KarafContainer.runtime("sip-connector-console", "sip-connector-metrics"), systemProperty(PORT).value(port),
                editConfigurationFilePut(WEB, "org.osgi.service.http.port", port),
                editConfigurationFilePut(WEB, "org.ops4j.pax.web.listening.addresses", "127.0.0.1")};
    }
}
