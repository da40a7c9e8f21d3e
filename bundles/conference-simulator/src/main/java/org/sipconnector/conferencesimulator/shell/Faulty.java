/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import static org.sipconnector.conferencesimulator.shell.Sayings.word;

import java.time.Duration;
import java.util.List;
import org.sipconnector.simulator.Fault;

/** Operators' words for faults. */
final class Faulty {

    static final String USAGE = "refuse STATUS | no-answer | late SECONDS | no-sdp | useless-sdp | "
            + "refuse-reinvite STATUS | info KIND STATUS REASON | ignore-info KIND | http STATUS | late-token SECONDS | "
            + "upper-case-token | no-token | early-room";

    private Faulty() {}

    /** @throws IllegalArgumentException naming the word and what is possible */
    static Fault parse(List<String> words) {
        List<String> rest = words.subList(Math.min(1, words.size()), words.size());
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "refuse" -> new Fault.RefuseInvite(status(rest, 0));
            case "no-answer" -> new Fault.NoAnswer();
            case "late" -> new Fault.LateAnswer(seconds(rest));
            case "no-sdp" -> new Fault.NoSdp();
            case "useless-sdp" -> new Fault.UselessSdp();
            case "refuse-reinvite" -> new Fault.RefuseReinvite(status(rest, 0));
            case "info" -> new Fault.AnswerInfo(word(rest, 0), status(rest, 1),
                    String.join(" ", rest.subList(2, rest.size())));
            case "ignore-info" -> new Fault.IgnoreInfo(word(rest, 0));
            case "http" -> new Fault.HttpStatus(status(rest, 0));
            case "late-token" -> new Fault.LateToken(seconds(rest));
            case "upper-case-token" -> new Fault.UpperCaseToken();
            case "no-token" -> new Fault.NoToken();
            case "early-room" -> new Fault.EarlyRoom();
            default -> throw new IllegalArgumentException("there is no fault " + words + "; choose " + USAGE);
        };
    }

    private static int status(List<String> words, int index) {
        String word = word(words, index);
        if (!word.matches("[2-6]\\d\\d")) {
            throw new IllegalArgumentException("'" + word + "' is no status from 200 to 699");
        }
        return Integer.parseInt(word);
    }

    private static Duration seconds(List<String> words) {
        String word = word(words, 0);
        if (!word.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("'" + word + "' is no number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(word));
    }
}
