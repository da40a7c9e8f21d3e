/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** Karaf's shell as users type in it over ssh. */
record RemoteShell(String host, int port, String password) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What is printed, errors too. */
    String type(String user, String command) throws Exception {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.start();
            try (ClientSession session = client.connect(user, host, port).verify(LIMIT).getSession()) {
                session.addPasswordIdentity(password);
                session.auth().verify(LIMIT);
                ByteArrayOutputStream printed = new ByteArrayOutputStream();
                try (ChannelExec channel = session.createExecChannel(command)) {
                    channel.setOut(printed);
                    channel.setErr(printed);
                    channel.open().verify(LIMIT);
                    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
                }
                return printed.toString(UTF_8);
            }
        }
    }
}
