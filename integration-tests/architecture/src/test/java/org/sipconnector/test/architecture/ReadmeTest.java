/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows what a container test runs. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path CLIENT = ROOT.resolve(Path.of("integration-tests", "client", "src", "main", "java", "org",
            "sipconnector", "example", "caller", "Caller.java"));

    @Test
    void theExampleOfAClientIsTheBundleTheContainerTestsInstall() throws IOException {
        String client = Files.readString(CLIENT);
        String example = client.substring(client.indexOf("@Component\n")).strip();

        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + example + "\n```");
        assertThat(example.lines().filter(line -> line.contains("sip.") || line.strip().startsWith("."))).hasSize(3);
        assertThat(example).containsOnlyOnce("@Reference");
    }
}
