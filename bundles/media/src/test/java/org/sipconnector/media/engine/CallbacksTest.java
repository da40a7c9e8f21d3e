/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.video.I420Buffer;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong in a callback of the media library, nothing leaves it: the library would end the process. */
class CallbacksTest {

    private static final String LIBRARY = "dev.onvoid.webrtc";
    /** An engine that has ended, at its worst. */
    private static final Executor BROKEN = task -> {
        throw new AssertionError("nothing can be run");
    };

    /** One of each class that the library calls. */
    private static List<Object> callbacks() {
        List<Object> all = new ArrayList<>();
        all.add(new PeerObserver(BROKEN, null));
        all.add(new StatisticsReading.Arrival(List.of(), List.of(), Map.of(), BROKEN, new CompletableFuture<>()));
        all.add(new TonePlayer.Arrival(BROKEN, null));
        Natives.create(BROKEN, (CreateSessionDescriptionObserver observer) -> all.add(observer));
        Natives.set(BROKEN, (SetSessionDescriptionObserver observer) -> all.add(observer));
        AudioMeter audio = new AudioMeter(CallbacksTest::fail);
        audio.add(block -> fail());
        all.add(audio);
        VideoMeter video = new VideoMeter(CallbacksTest::fail);
        video.add((frame, nanos) -> fail());
        all.add(video);
        return all;
    }

    private static void fail() {
        throw new AssertionError("a listener fails");
    }

    static Stream<Arguments> everyCallback() {
        return callbacks().stream().flatMap(callback -> Stream.of(callback.getClass().getInterfaces())
                .filter(api -> api.getName().startsWith(LIBRARY))
                .flatMap(api -> Arrays.stream(api.getMethods()).map(method -> Arguments.of(callback, method, method.toString()))));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("everyCallback")
    void nothingIsThrown(Object callback, Method method, String name) {
        Object[] arguments = Arrays.stream(method.getParameterTypes()).map(CallbacksTest::any).toArray();
        method.setAccessible(true);
        assertThatCode(() -> {
            try {
                method.invoke(callback, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }).doesNotThrowAnyException();
    }

    private static Object any(Class<?> type) {
        if (type == byte[].class) {
            return new byte[] {1, 100, 1, 100};
        }
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    /** A class that is new has to be added above. */
    @Test
    void noClassThatTheLibraryCallsIsMissingHere() throws Exception {
        Set<String> tested = new TreeSet<>();
        callbacks().forEach(callback -> tested.add(callback.getClass().getName()));
        assertThat(called()).isEqualTo(tested);
    }

    /** What makes a lambda or returns one is described by the interface, which is then found in the class. */
    @Test
    void theLibraryIsGivenNoLambdaWhichCouldNotBeTestedHere() throws Exception {
        Pattern returned = Pattern.compile("\\)L(" + LIBRARY.replace('.', '/') + "/[\\w/$]+);");
        Set<String> interfaces = new TreeSet<>();
        for (Path file : classes()) {
            Matcher matcher = returned.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                String name = matcher.group(1).replace('/', '.');
                // a picture is a thing of the library, seen through an interface
                if (!name.equals(I420Buffer.class.getName()) && Class.forName(name, false, CallbacksTest.class.getClassLoader()).isInterface()) {
                    interfaces.add(name + " in " + file.getFileName());
                }
            }
        }
        assertThat(interfaces).isEmpty();
    }

    private static Path folder() throws Exception {
        return Path.of(PeerObserver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<Path> classes() throws Exception {
        try (Stream<Path> files = Files.walk(folder().resolve("org"))) {
            return files.filter(one -> one.toString().endsWith(".class")).toList();
        }
    }

    private static Set<String> called() throws Exception {
        Set<String> called = new TreeSet<>();
        for (Path file : classes()) {
            String name = folder().relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
            if (Arrays.stream(Class.forName(name, false, CallbacksTest.class.getClassLoader()).getInterfaces())
                    .anyMatch(api -> api.getName().startsWith(LIBRARY))) {
                called.add(name);
            }
        }
        return called;
    }
}
