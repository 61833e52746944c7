export default definePageConfig({ navigationBarTitleText: '回访三率' })
