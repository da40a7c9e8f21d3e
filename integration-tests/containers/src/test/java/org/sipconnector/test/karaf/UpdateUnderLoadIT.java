/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.UpdateUnderLoadStory;

/** Managers are replaced under load, in Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UpdateUnderLoadIT extends UpdateUnderLoadStory {

    @Configuration
    public Option[] container() {
        return new Option[] {
                CoreOptions.vmOption("-XX:SoftRefLRUPolicyMSPerMB=0"),
                KarafContainer.runtime("sip-connector-simulator"),
                CoreOptions.propagateSystemProperties("load.connectors", "load.calls", "load.media", "load.pause", "load.rounds"),
                CoreOptions.systemProperty("load.report").value(System.getProperty("load.report") + "-karaf.txt")};
    }
}
