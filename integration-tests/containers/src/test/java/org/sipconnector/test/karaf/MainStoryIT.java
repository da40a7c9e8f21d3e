/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.test.Await;
import org.sipconnector.test.MainStory;

/** From a file to a call, in Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MainStoryIT extends MainStory {

    private static final Pattern TOLD = Pattern.compile("[^|]*\\| (WARN|ERROR) +\\|[^|]*\\|[^|]*\\|[^|]*org\\.sipconnector[^|]*\\|.*\\b40[13]\\b.*");

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
        Await.until("a line of it", () -> !told().isEmpty());
        assertEquals(told().toString(), 1, told().size());
    }

    /** The lines that name the status; in the time of day and in ports its digits say nothing. */
    private static List<String> told() throws Exception {
        Path log = Path.of(System.getProperty("karaf.log")).resolve("karaf.log");
        return Files.readAllLines(log, UTF_8).stream().filter(line -> TOLD.matcher(line).matches()).toList();
    }
}
