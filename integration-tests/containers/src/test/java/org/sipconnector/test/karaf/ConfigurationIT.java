/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.propagateSystemProperties;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.test.Await;
import org.sipconnector.test.ConfigurationStory;
import org.sipconnector.test.ManyFiles;

/** Configurations in Karaf, with the log an operator reads. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT extends ConfigurationStory {

    private static final String COUNT = "many.files";

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime(), propagateSystemProperties(COUNT)};
    }

    @Override
    protected Path etc() {
        return Path.of(System.getProperty("karaf.etc"));
    }

    @Override
    protected Path secrets() {
        return etc();
    }

    /** A thousand of them, or as many as {@code -Dmany.files} says. */
    @Test
    public void manyFilesThatComeChangeAndGoAtOnceAreAllFollowed() throws Exception {
        ManyFiles files = new ManyFiles(etc(), Integer.getInteger(COUNT, 1_000));

        files.say("displayName=first");
        files.awaitAll("open", id -> displayName(id).equals("first"));
        files.say("displayName=second");
        files.awaitAll("changed", id -> displayName(id).equals("second"));
        files.delete();
        files.awaitAll("closed", id -> displayName(id).isEmpty());
    }

    /** Empty when there is no such connector. */
    private String displayName(String id) {
        return connectors.find(ConnectorId.of(id)).map(connector -> connector.configuration().displayName()).orElse("");
    }

    @Test
    public void aRefusalIsOneLogLineNamingFileKeyAndValue() throws Exception {
        write("told", "server=loglines.example:0");
        Await.until("refusal", () -> !connectors.refused().isEmpty());

        Await.until("log line", () -> !logged("loglines.example:0").isEmpty());
        List<String> lines = logged("loglines.example:0");
        assertEquals(lines.toString(), 1, lines.size());
        assertEquals(lines.toString(), 1, lines.stream()
                .filter(l -> l.contains("ERROR") && l.contains("org.sipconnector.connector~told.cfg") && l.contains("server"))
                .count());
    }

    private static List<String> logged(String text) throws Exception {
        Path log = Path.of(System.getProperty("karaf.log")).resolve("karaf.log");
        return Files.readAllLines(log, UTF_8).stream().filter(line -> line.contains(text)).toList();
    }
}
