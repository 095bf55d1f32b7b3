import '@fontsource-variable/inter/index.css';
import './styles/tokens.css';
import './styles/base.css';

import { mount } from 'svelte';

import { bridge } from './bridge';
import { DictationState } from './state/dictation.svelte';
import { SettingsState } from './state/settings.svelte';
import { applyTheme } from './theme.svelte';
import Pill from './views/Pill.svelte';

const target = document.querySelector('#app');
if (target === null) throw new Error('pill.html has no #app');
applyTheme('system');
mount(Pill, { target, props: { dictation: new DictationState(bridge), settings: new SettingsState(bridge) } });
