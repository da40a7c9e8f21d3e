/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.MainStory;

/** From a file to a call, in Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MainStoryIT extends MainStory {

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator")};
    }

    @Override
    protected Path etc() {
        return Path.of(System.getProperty("karaf.etc"));
    }

    @Override
    protected Path secrets() {
        return etc();
    }

    @Override
    protected void wrongPasswordWasTold() throws Exception {
        Path log = Path.of(System.getProperty("karaf.log")).resolve("karaf.log");
        List<String> told = Files.readAllLines(log, UTF_8).stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> line.contains("org.sipconnector")).filter(line -> line.contains("401") || line.contains("403"))
                .toList();
        assertEquals(told.toString(), 1, told.size());
    }
}
