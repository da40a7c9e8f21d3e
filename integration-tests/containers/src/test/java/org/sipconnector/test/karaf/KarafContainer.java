/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.propagateSystemProperties;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.KarafDistributionOption;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.options.RawUrlReference;

/** How a Karaf is prepared for a test class. Its log stays in {@code target/exam/UUID/data/log/karaf.log}. */
final class KarafContainer {

    private static final Set<Integer> TOLD = new HashSet<>();
    private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";
    private static final String MANAGEMENT = "etc/org.apache.karaf.management.cfg";

    private KarafContainer() {}

    /** The ready-to-start runtime of this build. */
    static Option runtime() {
        return karaf(System.getProperty("runtime.archive"), configureConsole().ignoreLocalConsole().ignoreRemoteShell());
    }

    /** The runtime with further features of ours. */
    static Option runtime(String... features) {
        return composite(runtime(), KarafDistributionOption.features(
                new RawUrlReference(new File(System.getProperty("features.file")).toURI().toString()), features));
    }

    /** Apache Karaf as released, which knows nothing of us but where our jars are. */
    static Option vanilla() {
        return vanilla(configureConsole().ignoreLocalConsole().ignoreRemoteShell());
    }

    private static Option vanilla(Option console) {
        return composite(
                karaf(System.getProperty("vanilla.karaf"), console),
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.defaultRepositories",
                        "file:${karaf.home}/${karaf.default.repository}@id=system@snapshots, file:"
                                + System.getProperty("runtime.home") + "/system@id=sip-connector@snapshots"));
    }

    /** The same, reached by ssh at a port of its own. */
    static Option vanillaWithRemoteShell(int port) {
        return composite(vanilla(configureConsole().ignoreLocalConsole().startRemoteShell()),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", Integer.toString(port)),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshHost", "127.0.0.1"));
    }

    private static Option karaf(String archive, Option console) {
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(archive).toURI().toString())
                        .karafVersion(System.getProperty("karaf.version"))
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false),
                keepRuntimeFolder(),
                logLevel(LogLevel.INFO),
                systemTimeout(300_000),
                console,
                vmOption("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")),
                propagateSystemProperties("features.file", "runtime.home", "client.bundle", "test.classes", "opentelemetry.sdk"),
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("org.ops4j.pax.url.mvn.localRepository")),
                // once a second otherwise, which most tests of configurations would wait for
                editConfigurationFilePut("etc/config.properties", "felix.fileinstall.poll", "200"),
                editConfigurationFilePut(MANAGEMENT, "rmiRegistryPort", freePort()),
                editConfigurationFilePut(MANAGEMENT, "rmiServerPort", freePort()));
    }

    /** Of JMX, asked in the container. */
    static int managementPort() throws IOException {
        Properties management = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(System.getProperty("karaf.home")).resolve(MANAGEMENT))) {
            management.load(in);
        }
        return Integer.parseInt(management.getProperty("rmiRegistryPort"));
    }

    /** A port that no other container of this process was told. */
    static synchronized String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return TOLD.add(socket.getLocalPort()) ? Integer.toString(socket.getLocalPort()) : freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
