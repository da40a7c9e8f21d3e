/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.media.MediaEngine;

/** The code of the presentation manager. */
@Component(service = ManagerFactory.class)
public final class PresentationManagerFactory extends StatefulManagerFactory<Presenting, PresentationSnapshot> {

    private final MediaEngine media;

    @Activate
    public PresentationManagerFactory(@Reference(target = Foundation.STABLE) MediaEngine media) {
        super(PresentationManager.class, PresentationSnapshot.IDLE, Presenting.VERSION, Presenting.NOTHING);
        this.media = media;
    }

    @Override
    protected PresentationSnapshot snapshot(Lane lane, Presenting state) {
        return state.snapshot();
    }

    @Override
    protected Manager manager(ManagerContext<Presenting, PresentationSnapshot> context) {
        return new DefaultPresentationManager(context, media);
    }
}
