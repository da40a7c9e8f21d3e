/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.util.List;
import org.sipconnector.test.interop.Case.Step;

/** Does what the statements of a case for the conference simulator say. */
final class SimulatorRun {

    private final SimulatorConversation conversation;
    private final Template template;
    private final WireStatements wire;

    SimulatorRun(SimulatorConversation conversation) {
        this.conversation = conversation;
        this.template = new Template(conversation);
        this.wire = new WireStatements(conversation, template);
    }

    void play(Case script) {
        for (Step step : script.steps()) {
            try {
                play(step);
            } catch (Exception | AssertionError failed) {
                throw new AssertionError(script.file() + ":" + step.line() + " '" + step.words() + "': " + failed.getMessage() + "\n"
                        + conversation.context(), failed);
            }
        }
    }

    private void play(Step step) throws Exception {
        String rest = template.fill(step.rest());
        if (wire.play(step, rest)) {
            return;
        }
        switch (step.first()) {
            case "open" -> conversation.open();
            case "user" -> conversation.user(rest);
            case "registers" -> registers();
            case "registered" -> conversation.simulator.becomes(now -> now.registered().equals(List.of(rest)));
            case "unregistered" -> conversation.simulator.becomes(now -> now.registered().isEmpty());
            case "in-room" -> conversation.simulator.becomes(now -> now.participants().stream().anyMatch(one -> one.confirmed()));
            case "nobody" -> conversation.simulator.becomes(now -> now.participants().isEmpty() && now.directCalls() == 0);
            case "invite" -> conversation.simulator.invite(rest.split(" ")[0], rest.split(" ")[1]);
            default -> throw new IllegalArgumentException("no statement of the simulator's begins with '" + step.first() + "'");
        }
    }

    private void registers() throws IOException, InterruptedException {
        List<String> expiry = List.of("Contact: " + conversation.contact() + ";expires=300", "Expires: 300");
        conversation.register(expiry);
        ReceivedMessage challenge = conversation.expect("SIP/2.0 401");
        conversation.register(List.of(expiry.get(0), expiry.get(1),
                "Authorization: " + Credentials.answering(challenge, conversation.own().aor())));
        conversation.expect("SIP/2.0 200");
    }
}
