import { z } from 'zod';

// To be imported before the schemas: a page's content security policy refuses the functions that zod compiles for them.
z.config({ jitless: true });
