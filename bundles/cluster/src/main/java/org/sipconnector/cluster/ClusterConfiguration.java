/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.cluster.engine.EngineSettings;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * The values of {@code org.sipconnector.cluster.cfg}.
 *
 * @param engine    how it is reached; its servers are empty for a single node
 * @param keyFile   absent for a single node, which makes its own
 * @param most      connectors that this node takes
 * @param joinDelay how long a node has to be there before it is given its share
 */
record ClusterConfiguration(String node, EngineSettings engine, Optional<Path> keyFile, int most, Duration joinDelay) {

    private static final String SERVER = "[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5}";
    private static final String NODE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final ConfigurationKey<String> NODE = ConfigurationKey.optional("node",
            ValueTypes.matching("up to 64 letters, digits, '.', '_' and '-', the first a letter or digit", NODE_NAME),
            "the host's name",
            "name of this node, another one on each node and the same after a restart");
    private static final ConfigurationKey<String> SERVERS = ConfigurationKey.optional("servers",
            ValueTypes.matching("host:port, separated by commas", SERVER + "(\\s*,\\s*" + SERVER + ")*"), "a single node for trying out",
            "the servers of the ZooKeeper ensemble, best three or five, on machines of their own");
    private static final ConfigurationKey<String> PATH = ConfigurationKey.of("path",
            ValueTypes.matching("names after slashes, as in /sip-connector", "(/[A-Za-z0-9][A-Za-z0-9._-]*)+"), "/sip-connector",
            "everything is kept below it; clusters that share an ensemble have a path each");
    private static final ConfigurationKey<Duration> SESSION = ConfigurationKey.of("session.seconds", ValueTypes.seconds(2, 120), "10",
            "seconds after which a node that is not heard of has lost its connectors; it stops sending after half of them; the servers"
                    + " bound it by 2 and 20 times their tickTime");
    private static final ConfigurationKey<Path> KEY_FILE =
            ConfigurationKey.optional("key.file", ValueTypes.absolutePath(), "one that is made, for a single node",
                    "file of 32 random bytes, mode 600, the same on each node: what is kept at the servers is encrypted by it");
    private static final ConfigurationKey<String> USER = ConfigurationKey.optional("user", ValueTypes.matching("a name without ':'", "[^:\\s]+"),
            "anybody may read and write at the servers", "who may read and write what is kept there");
    private static final ConfigurationKey<Secret> PASSWORD =
            ConfigurationKey.secret("password", "the user's; best as `$[secret:NAME]` or `$[env:NAME]`");
    private static final ConfigurationKey<Path> TRUSTED = ConfigurationKey.optional("tls.caFile", ValueTypes.absolutePath(), "no encryption",
            "PEM file of those who sign for the servers' certificates; connections to them are encrypted then");
    private static final ConfigurationKey<Path> IDENTITY = ConfigurationKey.optional("tls.identityFile", ValueTypes.absolutePath(), "none",
            "PEM file with this node's certificate and its key, for servers that ask for one");
    private static final ConfigurationKey<Integer> MOST = ConfigurationKey.of("connectors.most", ValueTypes.wholeNumber(0, 1_000_000), "100000",
            "how many connectors this node takes");
    private static final ConfigurationKey<Duration> JOIN_DELAY = ConfigurationKey.of("join.delaySeconds", ValueTypes.seconds(0, 3_600), "10",
            "seconds that a node has to be there before others give it its share: one that comes and goes moves nothing");

    static final ConfigurationSchema<ClusterConfiguration> SCHEMA = new ConfigurationSchema<>(ClusterSettings.PID,
            "How connectors are shared with other processes",
            List.of(NODE, SERVERS, PATH, SESSION, KEY_FILE, USER, PASSWORD, TRUSTED, IDENTITY, MOST, JOIN_DELAY), ClusterConfiguration::read);

    private static ClusterConfiguration read(ConfigurationValues values) {
        Optional<String> servers = values.find(SERVERS);
        Optional<EngineSettings.Login> login = values.find(USER)
                .map(user -> new EngineSettings.Login(user, values.find(PASSWORD).orElseGet(() -> Secret.of(""))));
        Optional<EngineSettings.Tls> tls = values.find(TRUSTED).map(trusted -> new EngineSettings.Tls(trusted, values.find(IDENTITY)));
        EngineSettings engine =
                new EngineSettings(servers.map(text -> text.replaceAll("\\s", "")).orElse(""), values.get(PATH), values.get(SESSION), login, tls);
        return new ClusterConfiguration(values.find(NODE).orElseGet(ClusterConfiguration::hostName), engine, values.find(KEY_FILE), values.get(MOST),
                values.get(JOIN_DELAY));
    }

    static boolean isNodeName(String name) {
        return name.matches(NODE_NAME);
    }

    boolean isSingle() {
        return engine.servers().isEmpty();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
