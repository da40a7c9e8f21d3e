/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values that follow one another without a name are seven at most: beyond that they are grouped, or a builder names them. */
class ParametersTest {

    private static final int MOST = 7;

    /** Why they are right as they are. The list becomes shorter and never longer. */
    private static final Map<String, String> CONSTRUCTORS = Map.ofEntries(
            Map.entry("api.session.SessionSnapshot", "a part for each manager, each of a type of its own"),

            Map.entry("sip.message.RequestDraft", "its RFC names these side by side (RFC 3261 section 8.1.1)"),

            Map.entry("spi.sip.SipState$Account", "the registration as it is written out, in one place"),
            Map.entry("spi.sip.SipState$Call", "the dialog as it is written out, in one place"),
            Map.entry("spi.sip.SipEvent$IncomingInvite", "the headers of one INVITE, read in one place"));

    @Test
    void aConstructorOfMoreThanSevenParametersIsCalledByItsOwnFileAndItsBuilderOnly() {
        assertThat(tooMany(JavaClass::getConstructors).filter(constructor -> !wired(constructor))
                .filter(constructor -> constructor.getAccessesToSelf().stream().anyMatch(call -> !own(call.getOriginOwner(), constructor.getOwner())))
                .map(constructor -> name(constructor.getOwner())).distinct())
                .containsExactlyInAnyOrderElementsOf(CONSTRUCTORS.keySet());
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

    /** Objects that work together, each of another type: none can stand in the place of another. */
    private static boolean wired(JavaCodeUnit constructor) {
        List<String> types = constructor.getParameterTypes().stream().map(JavaType::getName).toList();
        return !constructor.getOwner().isRecord() && Set.copyOf(types).size() == types.size();
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
