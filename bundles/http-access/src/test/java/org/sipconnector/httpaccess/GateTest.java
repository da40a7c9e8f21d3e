/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who was known before and is asked about again; what requests meet is tested with the servlets. */
class GateTest {

    private static final AccessRules RULES = new AccessRules("tests", "org.sipconnector.tests", false, "karaf", "nothing");

    private Login answer = Login.known(Set.of("admin"));
    private final Gate gate = new Gate(this::login, new Guesses(System::nanoTime));

    private Login login(String realm, String user, char[] password) {
        return user.equals("boss") && new String(password).equals("se:cret") ? answer : Login.unknown();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    @Test
    void theRealmSaysWhoThatIsNow() throws Exception {
        assertThat(gate.again(basic("boss:se:cret"), RULES)).contains(new Visitor("boss", Set.of("admin")));

        answer = Login.known(Set.of("viewer"));
        assertThat(gate.again(basic("boss:se:cret"), RULES)).contains(new Visitor("boss", Set.of("viewer")));

        answer = Login.unknown();
        for (int i = 0; i <= Guesses.MOST_OF_ALL; i++) {
            assertThat(gate.again(basic("boss:se:cret"), RULES)).as("no guess, however often").isEmpty();
        }
        assertThat(gate.again("no credentials", RULES)).isEmpty();
    }

    @Test
    void aRealmThatIsNotThereSaysNothingOfAnybody() {
        answer = Login.absent();
        assertThatThrownBy(() -> gate.again(basic("boss:se:cret"), RULES))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal().status()).isEqualTo(503));
    }
}
