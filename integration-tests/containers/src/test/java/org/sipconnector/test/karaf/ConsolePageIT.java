/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.sipconnector.test.Await;

/** Operators use the console in a browser, while a connector is in a call with sound and picture. */
public class ConsolePageIT {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Path PICTURES = Path.of("target", "pictures", "console");
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202egpj";
    /** Ten thousand connectors, as the REST interface would tell of them. */
    private static final String MANY = "const real = window.fetch; window.fetch = (url, options) => {"
            + " const asked = new URL(url, location.href); if (!asked.pathname.endsWith('/connectors')) return real(url, options);"
            + " const offset = +asked.searchParams.get('offset'); const length = asked.searchParams.has('ids') ? 0 : 500;"
            + " const connectors = Array.from({length}, (_, at) => ({id: 'c' + String(offset + at).padStart(5, '0'), account: 'a',"
            + " server: {configured: 's', transport: 'WSS'}, status: {system: 'readyToCall', text: 'ready to call', connected: true},"
            + " ringing: []})); return Promise.resolve(new Response(JSON.stringify("
            + "{connectors, page: {offset, limit: 500, total: 10000}, refused: [], warnings: []})));};";

    private static KarafProcess karaf;
    private static CutRelay relay;

    private BrowserWindow browser;

    @BeforeClass
    public static void startInACall() throws Exception {
        karaf = new KarafProcess("console");
        karaf.bootWith("sip-connector-console");
        karaf.bootWithSimulator();
        String port = KarafContainer.freePort();
        String http = KarafContainer.freePort();
        karaf.add("users.properties", "boss = secret,admin", "operator = secret,manager", "looker = secret,viewer");
        karaf.write("org.ops4j.pax.web.cfg", "org.osgi.service.http.port = " + http, "org.ops4j.pax.web.listening.addresses = 127.0.0.1");
        karaf.write("org.sipconnector.rest.cfg", "requestsPerMinute = 100000");
        karaf.write("org.sipconnector.simulator.cfg", "wss.port = " + port, "users = caller:pw");
        karaf.write("org.sipconnector.connector~caller.cfg", "server = 127.0.0.1:" + port, "user = caller", "password = pw",
                "tls.trust = ca-file", "tls.caFile = " + karaf.home().resolve(Path.of("data", "simulator", "ca.pem")),
                "connectOnStart = true");
        Files.writeString(karaf.home().resolve(Path.of("etc", "org.sipconnector.connector~bad.cfg")), "server = " + HOSTILE + "\n", UTF_8);
        relay = new CutRelay(Integer.parseInt(http));
        karaf.start();
        Await.within(START_LIMIT, "the connector is registered", () -> karaf.says("sip:connectors").contains("ready to call"));
    }

    @AfterClass
    public static void stop() throws Exception {
        relay.close();
        karaf.stopIfItRuns();
    }

    @Before
    public void open() throws Exception {
        browser = new BrowserWindow(Files.createTempDirectory("console"));
        browser.look(1280, 900, false);
    }

    @After
    public void close() throws Exception {
        browser.close();
    }

    private void signIn(String user, String page) throws Exception {
        browser.go("http://127.0.0.1:" + relay.port() + "/sip-connector/console/" + page);
        enter(user, "secret");
        browser.awaitText("Sign out");
    }

    private void enter(String user, String password) throws Exception {
        browser.write("input[name=user]", user);
        browser.write("input[name=password]", password);
        browser.press("Sign in");
    }

    private void callIfThereIsNoCall() throws Exception {
        browser.await("actions are there", "Boolean(document.querySelector('.actions button'))");
        if (!browser.hasButton("Hang up")) {
            browser.write(".actions input", "600");
            browser.press("Call");
        }
        browser.awaitText("in room");
    }

    @Test
    public void anOperatorCallsSeesTheCallGoOnAndHangsUp() throws Exception {
        signIn("operator", "#/connectors/caller/messages");
        browser.press("Begin trace");
        callIfThereIsNoCall();
        browser.press("Mute sound");
        browser.awaitText("Unmute sound");
        browser.press("Unmute sound");
        browser.await("the ladder has messages", "document.querySelectorAll('.arrow').length > 0");
        picture("messages");
        browser.value("document.querySelector('.arrow').click()");
        browser.await("an arrow opens its message", "/SIP.2.0/.test(document.querySelector('dialog[open] pre')?.innerText)");
        browser.press("Close");

        browser.value("location.hash = '#/connectors/caller/quality'");
        browser.await("bitrates are drawn", "document.querySelectorAll('.plot polyline').length > 8");
        browser.await("sound and picture come", "/video in/.test(document.body.innerText) && /kbit/.test(document.body.innerText)");
        picture("quality");
        browser.press("Show picture");
        browser.await("the picture that is received is shown", "(canvas => Boolean(canvas) && canvas.width > 100 && new Set(canvas.getContext('2d')"
                + ".getImageData(0, 0, canvas.width, canvas.height).data).size > 8)(document.querySelector('.picture canvas'))");
        picture("picture");
        browser.value("location.hash = '#/simulator'");
        browser.awaitText("Room 600");
        browser.press("Mute sound");
        browser.awaitText("sound off");
        picture("simulator");
        browser.press("Unmute sound");
        browser.await("it sends sound again", "!document.body.innerText.includes('sound off')");
        browser.value("location.hash = '#/connectors/caller/session'");
        browser.await("the call's chart shows that it is up",
                "[...document.querySelectorAll('.chart')].some(each => each.querySelector('.state.lit text')?.textContent === 'inCall')");
        picture("session");

        browser.value("location.hash = '#/connectors/caller/events'");
        browser.awaitText("Filter by text");
        browser.press("Hang up");
        browser.awaitText("call:ended");
        browser.awaitText("ready to call");
        assertFalse("the call is over", browser.hasButton("Hang up"));
        picture("events");
        browser.value("location.hash = '#/connectors/caller/history'");
        browser.await("the call is in the history", "document.querySelector('table')?.innerText.includes('600')");
    }

    @Test
    public void anUpdateIsMadeByThePageWhileACallIsUp() throws Exception {
        signIn("boss", "#/connectors/caller");
        callIfThereIsNoCall();
        browser.value("location.hash = '#/updates'");
        browser.await("there are managers", "document.querySelectorAll('select option').length > 5");
        browser.value("(select => { select.value = 'CallHistoryManager'; select.dispatchEvent(new Event('change', {bubbles: true})); })"
                + "(document.querySelector('select'))");
        browser.choose("input[type=file]", newer("call-history"));
        browser.press("Rehearse");
        browser.await("nothing speaks against it", "Boolean(document.querySelector('.note.good'))");
        assertFalse("nothing has changed", browser.text().contains("side by side"));
        browser.press("Switch");
        browser.await("the update is listed with its gap", "/CallHistoryManager\\s+0\\.1\\.0\\s+0\\.1\\.1\\s+side by side\\s+\\d+\\s+\\d+/"
                + ".test(document.querySelector('tbody')?.innerText)");
        picture("updates");
        browser.press("Roll back");
        browser.await("it is asked", "Boolean(document.querySelector('dialog[open]'))");
        browser.value("document.querySelector('dialog button.danger').click()");
        browser.awaitText("rolled back");
        browser.value("location.hash = '#/connectors/caller'");
        browser.awaitText("in room");
        assertTrue("the call went on", browser.hasButton("Hang up"));
    }

    @Test
    public void aViewerSeesNoButtonsAndIsToldWhyAndWrongPasswordsAreRefused() throws Exception {
        browser.go("http://127.0.0.1:" + relay.port() + "/sip-connector/console/#/connectors/caller");
        enter("looker", "wrong");
        browser.awaitText("Name or password is wrong.");
        enter("looker", "secret");
        browser.awaitText("Your role is viewer");
        for (String button : List.of("Call", "Disconnect", "Connect anew", "Take no new calls")) {
            assertFalse(button, browser.hasButton(button));
        }
        browser.value("location.hash = '#/updates'");
        browser.awaitText("Updates need the role admin.");
        assertFalse(browser.hasButton("Switch"));
    }

    @Test
    public void anExpiredSessionLeadsToSigningInAndGoesOn() throws Exception {
        signIn("operator", "#/connectors/caller");
        browser.awaitText("Account");
        browser.forgetCookies();
        browser.value("location.hash = '#/health'");
        browser.awaitText("Your session has ended.");
        enter("operator", "secret");
        browser.await("it goes on where it was", "document.querySelector('h1').innerText === 'Health'");
        browser.awaitText("What to do");
    }

    @Test
    public void aLostConnectionIsToldAndComesBackByItself() throws Exception {
        signIn("looker", "#/connectors");
        browser.awaitText("1 connector");
        relay.cut();
        browser.awaitText("Connection to the server lost");
        picture("lost");
        assertTrue("what was known stays", browser.text().contains("caller"));
        relay.mend();
        browser.awaitText("The connection is back.");
        browser.await("nothing is said any more", "document.querySelector('.banners').innerText === ''");
    }

    @Test
    public void hostileTextIsShownAsText() throws Exception {
        signIn("operator", "#/connectors");
        browser.awaitText("Configurations that are refused");
        browser.awaitText("<img src=x onerror=alert(1)>");
        browser.awaitText("\\u202egpj");
        assertEquals("nothing became markup", 0, browser.value("document.querySelectorAll('img, #page script').length").asInt());
        assertTrue("marks of direction are isolated", browser.value("[...document.querySelectorAll('bdi')].some(each =>"
                + " each.textContent.includes('onerror'))").asBoolean());

        browser.go("http://127.0.0.1:" + relay.port() + "/sip-connector/console/#/connectors/" + "%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        browser.awaitText("There is no such connector");
        assertEquals(0, browser.value("document.querySelectorAll('img, #page script').length").asInt());
    }

    @Test
    public void tenThousandConnectorsStayFluent() throws Exception {
        browser.before(MANY);
        signIn("looker", "#/connectors");
        browser.awaitText("10,000 connectors");
        assertTrue("as many rows are there as are seen", browser.value("document.querySelectorAll('.spacer [role=row]').length").asInt() < 60);
        browser.value("document.querySelector('.spacer a').focus()");
        browser.key("End");
        browser.await("keys lead to the end", "document.activeElement.textContent === 'c09999'");
        int most = browser.value("(async () => { const box = document.querySelector('.scroll'); let most = 0;"
                + " for (let step = 0; step < 60; step++) { box.scrollTop = step * 7000; await new Promise(requestAnimationFrame);"
                + " most = Math.max(most, box.querySelectorAll('[role=row]').length); } return most; })()").asInt();
        assertTrue(most + " rows are drawn while scrolling", most > 0 && most < 60);
        browser.write("input[type=search]", "c0777");
        browser.awaitText("10 of 10,000 connectors");
        picture("many");
    }

    @Test
    public void everyPageIsAccessibleWideNarrowAndDark() throws Exception {
        signIn("boss", "#/connectors");
        browser.value(axe());
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {1280, 390}) {
                browser.look(width, 800, dark);
                for (String page : List.of("connectors", "connectors/caller", "connectors/caller/quality", "connectors/caller/events",
                        "connectors/caller/messages", "connectors/caller/journal", "connectors/caller/history", "updates", "health", "cluster",
                        "simulator")) {
                    browser.value("location.hash = '#/" + page + "'");
                    browser.await("the page is drawn", "Boolean(document.querySelector('main h1')) && !document.body.innerText.includes('Loading')");
                    String violations = browser.value("axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(each =>"
                            + " each.id + ': ' + each.nodes.map(node => node.html).join(' ')).join('\\n'))").asText();
                    String where = page + " at " + width + (dark ? ", dark" : "");
                    picture(page.replace('/', '-') + "-" + width + (dark ? "-dark" : ""));
                    assertEquals(where, "", violations);
                    assertTrue(where + " needs no scrolling sideways", browser.value("document.documentElement.scrollWidth").asInt() <= width);
                }
            }
        }
    }

    private void picture(String name) throws Exception {
        browser.picture(PICTURES.resolve(name + ".png"));
    }

    private static String axe() throws IOException {
        try (InputStream script = ConsolePageIT.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            return new String(script.readAllBytes(), UTF_8) + "; true";
        }
    }

    /** The manager's bundle with a higher version. */
    private static Path newer(String bundle) throws IOException {
        Path folder = karaf.home().resolve(Path.of("system", "org", "sipconnector", "org.sipconnector." + bundle, "0.1.0"));
        Path newer = Files.createTempFile("newer", ".jar");
        try (Stream<Path> files = Files.list(folder);
                JarFile jar = new JarFile(files.filter(each -> each.toString().endsWith(".jar")).findFirst().orElseThrow().toFile())) {
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", "0.1.1");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(newer), manifest)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream content = jar.getInputStream(entry)) {
                            content.transferTo(out);
                        }
                    }
                }
            }
        }
        return newer;
    }
}
