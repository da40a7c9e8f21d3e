/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values that follow one another without a name are seven at most: beyond that they are grouped, or a builder names them. */
class ParametersTest {

    private static final int MOST = 7;
    /** Those that are not grouped yet. The list becomes shorter and never longer. */
    private static final Set<String> CONSTRUCTORS = Set.of("api.autoconnector.AutoConnectorOptions", "api.autoconnector.AutoConnectorSnapshot",
            "api.call.CallSnapshot", "api.callreconnect.CallReconnectSnapshot", "api.conferencestate.ConferenceStateSnapshot",
            "api.connection.ConnectionSnapshot", "api.session.SessionSnapshot",
            "api.update.Update", "call.Call", "call.MainLeg", "conferencesimulator.RoomAdmission",
            "conferencesimulator.SimulatorSettings", "media.engine.LocalDescriptions", "media.engine.Peer", "serverapi.Conversation$Pending",
            "simulator.ParticipantSnapshot",
            "sip.agent.Account", "sip.message.RequestDraft", "sip.session.Dialog", "spi.http.HttpCall", "spi.media.TransceiverSettings",
            "spi.sip.SipEvent$IncomingInvite", "spi.sip.SipState$Account", "spi.sip.SipState$Call");

    @Test
    void aConstructorOfMoreThanSevenParametersIsCalledByItsOwnFileAndItsBuilderOnly() {
        assertThat(tooMany(JavaClass::getConstructors)
                .filter(constructor -> constructor.getAccessesToSelf().stream().anyMatch(call -> !own(call.getOriginOwner(), constructor.getOwner())))
                .map(constructor -> name(constructor.getOwner())).distinct())
                .containsExactlyInAnyOrderElementsOf(CONSTRUCTORS);
    }

    @Test
    void aMethodHasSevenParametersAtMost() {
        assertThat(tooMany(JavaClass::getMethods).map(method -> name(method.getOwner()) + '.' + method.getName())).isEmpty();
    }

    private static Stream<? extends JavaCodeUnit> tooMany(Function<JavaClass, Collection<? extends JavaCodeUnit>> members) {
        return Bundles.classes().stream().filter(type -> !type.isEnum() && !type.isAnonymousClass() && !type.isLocalClass())
                .map(members).flatMap(Collection::stream)
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC) && member.getRawParameterTypes().size() > MOST);
    }

    private static boolean own(JavaClass caller, JavaClass type) {
        return List.of(file(type), file(type) + "Builder").contains(file(caller));
    }

    private static String name(JavaClass type) {
        return type.getName().substring(Bundles.ROOT.length());
    }

    private static String file(JavaClass type) {
        return type.getEnclosingClass().map(ParametersTest::file).orElse(type.getName());
    }
}
