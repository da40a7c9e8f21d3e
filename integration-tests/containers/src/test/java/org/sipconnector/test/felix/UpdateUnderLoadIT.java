/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.felix;

import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.UpdateUnderLoadStory;

/** Managers are replaced under load, in plain Felix. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UpdateUnderLoadIT extends UpdateUnderLoadStory {

    @Configuration
    public Option[] container() {
        return new Option[] {
                FelixContainer.felix("sip-connector", "sip-connector-simulator"),
                CoreOptions.systemProperty("load.report").value(System.getProperty("load.report") + "-felix.txt")};
    }
}
