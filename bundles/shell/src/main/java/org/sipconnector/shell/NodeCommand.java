/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.NeededManagers;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.SipUserAgents;

/** A command about all connectors and what they need. */
abstract class NodeCommand extends SipCommand {

    @Reference(optional = true)
    Connectors connectors;

    @Reference(optional = true)
    MediaEngine media;

    @Reference(optional = true)
    SipUserAgents sip;

    @Reference(optional = true)
    UpdateHistory history;

    @Reference(optional = true)
    Updater updater;

    @Reference(optional = true)
    ConfigurationAdmin configurations;

    @Reference(optional = true)
    BundleContext context;

    @Reference(optional = true)
    ProcessHealth health;

    final List<Problem> problems() {
        return health == null
                ? List.of(Problem.of(Problem.Kind.BUNDLE, "nobody tells what is wrong: bundle:start org.sipconnector.health"))
                : health.problems();
    }

    /** What calls need and is not at work. */
    final Absence absence() {
        return Absence.of(sip, media, NeededManagers.absentForCalls(updater == null ? null : updater.managers(),
                history == null ? List.of() : history.missing()));
    }

    final Installation installation() {
        return Installation.of(context, configurations);
    }
}
