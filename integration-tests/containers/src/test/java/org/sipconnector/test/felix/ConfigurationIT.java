/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.felix;

import java.nio.file.Path;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.ConfigurationStory;

/** Configurations in plain Felix, by File Install. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT extends ConfigurationStory {

    @Configuration
    public Option[] container() {
        return new Option[] {FelixContainer.felix("sip-connector")};
    }

    @Override
    protected Path etc() {
        return FelixContainer.configurations();
    }

    @Override
    protected Path secrets() {
        return FelixContainer.secrets();
    }
}
