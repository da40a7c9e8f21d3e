/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sipconnector.api.Transport;

/**
 * Every case of the text resources, once over each transport it names. The system property {@code interop.case} picks
 * those whose file or title contains it.
 */
class CasesTest {

    private static final Path CASES = Path.of("src", "test", "resources", "cases");

    private static List<Case> all() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CASES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".case")).sorted().toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    cases.addAll(Case.read(CASES.relativize(file).toString(), lines));
                }
            }
        }
        return cases;
    }

    @AfterAll
    static void closeMedia() {
        RealMedia.close();
    }

    /** A case mostly waits, and each has connectors, ports and peers of its own. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyCaseHolds() throws IOException {
        String wanted = System.getProperty("interop.case", "");
        return all().stream().filter(each -> (each.file() + ' ' + each.title()).contains(wanted))
                .flatMap(each -> each.transports().stream().map(transports -> DynamicTest.dynamicTest(
                        each.file() + ": " + each.title() + " " + transports, () -> run(each, transports))));
    }

    /** The library's engine serves one case at a time: their connectors have the same names. */
    private static void run(Case script, Set<Transport> transports) throws Exception {
        if (script.real()) {
            synchronized (RealMedia.class) {
                play(script, transports);
            }
        } else {
            play(script, transports);
        }
    }

    private static void play(Case script, Set<Transport> transports) throws Exception {
        if (script.simulator()) {
            try (SimulatorConversation conversation =
                    new SimulatorConversation(transports.iterator().next(), script.real() ? RealMedia.engine() : PreparedMedia.engine())) {
                new SimulatorRun(conversation).play(script);
            }
            return;
        }
        try (ServerConversation conversation = new ServerConversation(transports, script.real() ? RealMedia.engine() : PreparedMedia.engine())) {
            new Run(conversation).play(script);
        }
    }

    @Test
    void noTwoCasesHaveTheSameTitle() throws IOException {
        assertThat(all().stream().map(each -> each.file() + ": " + each.title())).doesNotHaveDuplicates();
    }
}
