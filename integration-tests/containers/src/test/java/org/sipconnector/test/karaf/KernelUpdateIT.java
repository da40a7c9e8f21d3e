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
import org.sipconnector.test.KernelUpdateStory;

/** The kernel is replaced during a call, in Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class KernelUpdateIT extends KernelUpdateStory {

    @Configuration
    public Option[] container() {
        // Karaf holds class loaders softly for a while: that is no leak, so soft references do not count here
        return new Option[] {CoreOptions.vmOption("-XX:SoftRefLRUPolicyMSPerMB=0"),
                KarafContainer.runtime("sip-connector-simulator")};
    }
}
