/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.test.interop.Case.Step;

/** Does what the statements say that one end of a connection can do by hand. */
final class WireStatements {

    private final ScriptedUserAgent conversation;
    private final Template template;

    WireStatements(ScriptedUserAgent conversation, Template template) {
        this.conversation = conversation;
        this.template = template;
    }

    /** Whether the statement is one of these. */
    boolean play(Step step, String rest) throws IOException, InterruptedException {
        switch (step.first()) {
            case "expect" -> expect(step, rest);
            case "await" -> check(named(conversation.await(start(rest)), rest), step);
            case "answer" -> {
                String[] parts = rest.split(" to ", 2);
                ReceivedMessage request = parts.length == 1 ? conversation.last() : conversation.heard(parts[1]);
                conversation.answer(request, parts[0], headers(step), body(step));
            }
            case "request" -> {
                String[] parts = rest.split(" +");
                conversation.request(parts[0], rest.contains(" outside"),
                        List.of(parts).stream().filter(part -> part.matches("[a-z]+:.*")).findFirst(), headers(step), body(step));
            }
            case "send" -> conversation.send(PeerWay.bytes(raw(step)));
            case "close" -> conversation.connection().close();
            case "closed" -> {
                if (!conversation.connection().awaitClosed(ScriptedPeer.PATIENCE_SECONDS)) {
                    throw new AssertionError("the other end does not close the connection");
                }
            }
            case "frames" -> webSocket().frames(rest);
            case "frame" -> webSocket().frame(rest.split(" ", 2)[0], rest.contains(" ") ? rest.split(" ", 2)[1] : raw(step));
            case "ponged" -> require(rest.equals(webSocket().pong()), "another pong came, or none", conversation.last());
            default -> {
                return false;
            }
        }
        return true;
    }

    private WebSocketConnection webSocket() {
        return (WebSocketConnection) conversation.connection();
    }

    private void expect(Step step, String rest) throws IOException, InterruptedException {
        if (rest.equals("nothing")) {
            conversation.expectNothing();
        } else if (rest.equals("silence")) {
            conversation.saidNothing();
        } else {
            check(named(conversation.expect(start(rest)), rest), step);
        }
    }

    private static String start(String rest) {
        return rest.replaceAll(" as \\S+$", "");
    }

    private ReceivedMessage named(ReceivedMessage message, String rest) {
        if (rest.contains(" as ")) {
            conversation.name(rest.replaceAll("^.* as ", ""));
        }
        return message;
    }

    private void check(ReceivedMessage message, Step step) {
        for (String line : step.below()) {
            String[] words = template.fill(line).split(" ", 3);
            if (words[0].equals("no")) {
                require(message.find(words[1]).isEmpty(), words[1] + " is there", message);
                continue;
            }
            String found = switch (words[0]) {
                case "body" -> message.body();
                case "first" -> message.firstLine();
                default -> String.join(", ", message.all(words[0]));
            };
            boolean holds = switch (words[1]) {
                case "is" -> found.equals(words[2]);
                case "has" -> found.contains(words[2]);
                case "lacks" -> !found.contains(words[2]);
                case "like" -> found.matches("(?s)" + words[2]);
                default -> throw new IllegalArgumentException("'" + words[1] + "' is none of is, has, lacks, like");
            };
            require(holds, words[0] + " '" + found + "' does not fulfil: " + words[1] + " " + words[2], message);
        }
    }

    private static void require(boolean holds, String otherwise, ReceivedMessage message) {
        if (!holds) {
            throw new AssertionError(otherwise + "\n" + message);
        }
    }

    private List<String> headers(Step step) {
        return step.below().stream().filter(line -> !line.startsWith("|") && !line.startsWith("body ")).map(template::fill).toList();
    }

    private String body(Step step) {
        Optional<String> whole = step.below().stream().filter(line -> line.startsWith("body ")).findFirst();
        return whole.map(line -> template.fill(line.substring(5))).orElseGet(() -> {
            StringBuilder lines = new StringBuilder();
            step.below().stream().filter(line -> line.startsWith("|"))
                    .forEach(line -> lines.append(template.fill(line.substring(1).stripLeading())).append("\r\n"));
            return lines.toString().replace("\r\n\r\n\r\n", "\r\n\r\n");
        });
    }

    /** Lines as written, each ended by CRLF unless it ends with a backslash; an empty one is written {@code |}. */
    private String raw(Step step) {
        List<String> lines = new ArrayList<>();
        for (String line : step.below()) {
            String text = template.fill(line.equals("|") ? "" : line);
            lines.add(text.endsWith("\\") ? text.substring(0, text.length() - 1) : text + "\r\n");
        }
        return String.join("", lines).replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
    }
}
