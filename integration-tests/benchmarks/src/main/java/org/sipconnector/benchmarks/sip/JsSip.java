/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Transport;

/** JsSIP on Node, installed from npm at its first use. */
final class JsSip {

    private static final int MINUTES = 3;

    private JsSip() {}

    /** @throws IOException when it cannot be installed, with what npm says */
    static Worked start(Ports ports) throws IOException, InterruptedException {
        Path directory = directory();
        install(directory);
        return new Worked("JsSIP", Set.of(Transport.WS), AskedProcess.of(List.of("node", "--expose-gc",
                directory.resolve("agents.js").toString(), Integer.toString(ports.ws()))));
    }

    private static Path directory() throws IOException {
        Path classes = Path.of(JsSip.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        Path directory = Files.isDirectory(classes) ? classes.resolveSibling("jssip") : Files.createTempDirectory("jssip");
        return Files.createDirectories(directory);
    }

    private static void install(Path directory) throws IOException, InterruptedException {
        for (String file : List.of("agents.js", "package.json", "package-lock.json")) {
            try (InputStream from = JsSip.class.getResourceAsStream("jssip/" + file)) {
                Files.copy(from, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path log = directory.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline")
                .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!npm.waitFor(MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IOException("npm ci: " + Files.readString(log).lines().limit(3).toList());
        }
    }
}
