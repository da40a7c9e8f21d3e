/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.Hibernation;

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
    Hibernation hibernation;

    final Health health() {
        return new Health(connectors, media, sip, history, updater == null ? null : updater.managers(), installation(), hibernation);
    }

    final Installation installation() {
        return Installation.of(context, configurations);
    }
}
